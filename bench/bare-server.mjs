// The least that could answer a message over HTTP: an express route that parses it and returns the same JSON as the desk.
import express from 'express';

const app = express();
app.post('/v3/directline/conversations/:id/activities', express.json(), (request, response) => {
  response.json({ id: `${request.params.id}|0000001`, ...(typeof request.body.text === 'string' ? {} : { error: true }) });
});
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${server.address().port}\n`);
});

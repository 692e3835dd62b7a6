import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** First byte of a frame that closes. */
const CLOSE = 0x88;
const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Accepts a WebSocket (RFC 6455) that only sends, until the other side closes. */
export function acceptSocket(request: IncomingMessage, socket: Duplex): void {
  const accept = createHash('sha1')
    .update(`${request.headers['sec-websocket-key'] ?? ''}${MAGIC}`)
    .digest('base64');
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  socket.on('data', (frame: Buffer) => {
    if (frame[0] === CLOSE) socket.end();
  });
}

/** Sends one text frame. */
export function sendText(socket: Duplex, text: string): void {
  const body = Buffer.from(text);
  const head = body.length < 126 ? Buffer.from([0x81, body.length]) : Buffer.from([0x81, 126, body.length >> 8, body.length & 255]);
  socket.write(Buffer.concat([head, body]));
}

import { mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { Pictures } from '../../src/channels/web/pictures';

const folder = mkdtempSync(join(tmpdir(), 'shebao-pictures-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const DAY = 86_400_000;
const pictures = new Pictures(folder);
const gif = (name: string): Buffer => Buffer.from(`GIF89a${name}`);

/** Sends a picture; where it lies. */
async function send(conversation: string, name: string): Promise<string> {
  const added = await pictures.add(conversation, gif(name));
  const path = pictures.path(conversation, added?.contentUrl?.split('/').at(-1) ?? '');
  if (path === null) throw new Error('refused');
  return path;
}

test('a picture that is sent again is as young as the message that brings it', async () => {
  const path = await send('one', 'again');
  const old = (Date.now() - 200 * DAY) / 1000;
  utimesSync(path, old, old);
  expect(await send('one', 'again')).toBe(path);
  await pictures.purge(Date.now() - 180 * DAY);
  await access(path);
});

test('what is sent while old pictures are deleted stays', async () => {
  const old = (Date.now() - 200 * DAY) / 1000;
  const sent: string[] = [];
  for (let round = 0; round < 20; round++) {
    const path = await send('two', `old ${String(round)}`);
    utimesSync(path, old, old);
    const [, ...kept] = await Promise.all([
      pictures.purge(Date.now() - 180 * DAY),
      ...[0, 1].map((i) => send(`two-${String(round)}-${String(i)}`, 'new').catch(() => 'lost')),
      send('two', `new ${String(round)}`).catch(() => 'lost'),
    ]);
    sent.push(...kept);
  }
  expect(sent).not.toContain('lost');
  await Promise.all(sent.map((path) => access(path)));
});

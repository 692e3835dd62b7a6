import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Attachment } from './protocol';
import { texts } from './texts';

/** Pictures that one conversation may hold. */
export const MAX_PICTURES = 50;
const CONVERSATION = /^[\w-]{1,64}$/;
const NAME = /^[0-9a-f]{40}\.(?:png|jpg|gif|webp)$/;

const KINDS: readonly { readonly extension: string; readonly contentType: string; readonly is: (bytes: Buffer) => boolean }[] = [
  { extension: 'png', contentType: 'image/png', is: (bytes) => bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex')) },
  { extension: 'jpg', contentType: 'image/jpeg', is: (bytes) => bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex')) },
  { extension: 'gif', contentType: 'image/gif', is: (bytes) => /^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6)) },
  {
    extension: 'webp',
    contentType: 'image/webp',
    is: (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
  },
];

/** Keeps the pictures that users send, one folder a conversation. What a file is, is told by its first bytes, never by its name. */
export class Pictures {
  constructor(private readonly folder: string) {}

  /** Stores a picture. The same one again is stored once; null when it is none or the conversation holds too many. */
  async add(conversation: string, bytes: Buffer): Promise<Attachment | null> {
    const kind = KINDS.find(({ is }) => is(bytes));
    if (kind === undefined || !CONVERSATION.test(conversation)) return null;
    // The conversation's id is a secret, so the name cannot be guessed by who knows the picture.
    const name = `${createHash('sha256').update(conversation).update('\0').update(bytes).digest('hex').slice(0, 40)}.${kind.extension}`;
    const folder = join(this.folder, conversation);
    await mkdir(folder, { recursive: true });
    const held = await readdir(folder);
    if (!held.includes(name) && held.length >= MAX_PICTURES) return null;
    // Written also when it is there: it is as young as the message that brings it.
    await writeFile(join(folder, name), bytes).catch(async () => {
      // A purge may just have removed the folder with its last old picture.
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, name), bytes);
    });
    return {
      contentType: kind.contentType,
      contentUrl: `/v3/directline/attachments/${conversation}/${name}`,
      name: `${texts.picture}.${kind.extension}`,
    };
  }

  /** Path of a stored picture; null when the name cannot be one. */
  path(conversation: string, name: string): string | null {
    return CONVERSATION.test(conversation) && NAME.test(name) ? join(this.folder, conversation, name) : null;
  }

  /** Deletes the pictures stored before a time (milliseconds since 1970). */
  async purge(before: number): Promise<void> {
    for (const conversation of await readdir(this.folder).catch(() => [])) {
      const folder = join(this.folder, conversation);
      const names = await readdir(folder).catch(() => []);
      const times = await Promise.all(names.map(async (name) => ({ name, time: (await stat(join(folder, name))).mtimeMs })));
      const old = times.filter(({ time }) => time < before);
      await Promise.all(old.map(({ name }) => rm(join(folder, name), { force: true })));
      // A folder that has got a new picture meanwhile stays.
      if (old.length === names.length) await rmdir(folder).catch(() => undefined);
    }
  }
}

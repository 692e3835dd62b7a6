import { type IncomingMessage, readActivity } from './incoming';

/** What an upload brought. */
export interface Upload {
  readonly message: IncomingMessage;
  readonly files: readonly Buffer[];
}

const MAX_FILES = 5;

/** Reads an upload: a form with an `activity` part and files (RFC 7578), or one picture as the whole body; null when it is neither. */
export async function readUpload(contentType: string, body: unknown, userId: string): Promise<Upload | null> {
  if (!Buffer.isBuffer(body) || body.length === 0) return null;
  if (!contentType.toLowerCase().startsWith('multipart/form-data')) return pictureOnly([body], userId);
  // The platform's own reader of forms holds the whole body in memory, which is bounded and there already.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData().catch(() => null);
  if (form === null) return null;
  const files: Buffer[] = [];
  let message: IncomingMessage | null = null;
  for (const [name, part] of form) {
    if (name === 'activity') message = await readPart(part);
    else if (typeof part !== 'string') files.push(Buffer.from(await part.arrayBuffer()));
  }
  if (files.length === 0 || files.length > MAX_FILES) return null;
  return message === null ? pictureOnly(files, userId) : { message, files };
}

function pictureOnly(files: readonly Buffer[], userId: string): Upload | null {
  const message = readActivity({ type: 'message', from: { id: userId } });
  return message?.kind === 'message' ? { message, files } : null;
}

async function readPart(part: Blob | string): Promise<IncomingMessage | null> {
  const text = typeof part === 'string' ? part : await part.text();
  try {
    const activity = readActivity(JSON.parse(text));
    return activity?.kind === 'message' ? activity : null;
  } catch {
    return null;
  }
}

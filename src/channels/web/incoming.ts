import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { isStorableId } from '../../storage/store';
import type { Feedback } from './protocol';

/** A message of a user, checked. */
export interface IncomingMessage {
  readonly kind: 'message';
  /** The client's id of the message, or one of ours when it gave none. */
  readonly messageId: string;
  readonly text: string;
  /** The client's id of the user; null when it gave none. */
  readonly from: string | null;
  readonly feedback: Feedback | null;
}

/** An activity that is taken note of and brings no turn, such as `typing` or `event`. */
export interface IncomingSignal {
  readonly kind: 'signal';
}

const storableId = z.string().refine(isStorableId);
const activitySchema = z.object({
  type: z.string().min(1).max(64),
  id: storableId.optional().catch(undefined),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  from: z.object({ id: storableId.optional().catch(undefined) }).nullish(),
  channelData: z
    .object({
      clientActivityID: storableId.nullish(),
      feedback: z
        .object({ turn: z.string().regex(/^\d{1,9}$/), solved: z.boolean(), reason: z.string().max(500).default('') })
        .nullish()
        .catch(null),
    })
    .nullish(),
});

/** Reads a posted activity; null when it is none. */
export function readActivity(body: unknown): IncomingMessage | IncomingSignal | null {
  const parsed = activitySchema.safeParse(body);
  if (!parsed.success) return null;
  const { type, id, text, value, from, channelData } = parsed.data;
  if (type !== 'message') return { kind: 'signal' };
  return {
    kind: 'message',
    messageId: channelData?.clientActivityID ?? id ?? randomUUID(),
    // A button may carry its words in the value.
    text: cleanText(text ?? (typeof value === 'string' ? value : '')),
    from: from?.id ?? null,
    feedback: channelData?.feedback ?? null,
  };
}

/** Half characters and NUL cannot be stored and mean nothing. */
function cleanText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

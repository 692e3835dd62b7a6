import type { Candidate } from '../../domain/decision';
import type { Entry, Knowledge } from '../../domain/knowledge';
import { MAX_MESSAGE_LENGTH, type Renderer } from '../../conversation/render';
import { estimateSuffix } from '../../conversation/reply';
import type { Found } from './choose';

/** Words replies for a group: plain text for WeChat, at most {@link MAX_MESSAGE_LENGTH} characters. */
export class Drafter {
  private readonly entries: ReadonlyMap<string, Entry>;

  /** With `mention` a draft begins with the names of those who asked. */
  constructor(
    private readonly knowledge: Knowledge,
    private readonly renderer: Renderer,
    private readonly mention: boolean,
  ) {
    this.entries = new Map(knowledge.entries.map((entry) => [entry.id, entry]));
  }

  /** The title of an entry; its id when it is unknown. */
  title(id: string): string {
    return this.entries.get(id)?.title ?? id;
  }

  /** The reply to a question as it was decided. */
  reply({ decision, chosen, reading, by }: Found): string {
    switch (decision) {
      case 'answer':
        return this.answer(
          chosen.map(({ id }) => id),
          reading.text,
          by,
        );
      case 'clarify':
        return this.cut(this.askBack(chosen), by, null);
      case 'decline':
        return this.cut(this.decline(reading.decision.kind === 'decline' ? reading.decision.elsewhere : null), by, null);
    }
  }

  /** The reply that answers with one entry. */
  single(id: string, question: string, by: readonly string[]): string {
    return this.answer([id], question, by);
  }

  private answer(ids: readonly string[], question: string, by: readonly string[]): string {
    const entries = ids.flatMap((id) => this.entries.get(id) ?? []);
    const only = entries[0];
    if (only === undefined) return this.cut(this.decline(null), by, null);
    if (entries.length === 1)
      return this.cut(this.renderer.entry(only) + estimateSuffix(only, question, this.knowledge, this.renderer), by, only.title);
    const texts = entries.map((entry) => `【${entry.title}】\n${this.renderer.entry(entry)}`);
    const rooms = shareRoom(
      texts.map(({ length }) => length),
      MAX_MESSAGE_LENGTH - this.prefix(by).length - (texts.length - 1),
    );
    return this.prefix(by) + texts.map((text, i) => this.fit(text, rooms[i] ?? 0, entries[i]?.title ?? null)).join('\n');
  }

  private askBack(choices: readonly Candidate[]): string {
    const lines = choices.map(({ id }, i) => `${String(i + 1)}. ${this.title(id)}`);
    return [this.renderer.message('clarify'), ...lines].join('\n');
  }

  private decline(elsewhere: string | null): string {
    const topic = this.knowledge.elsewhere.find(({ id }) => id === elsewhere);
    if (topic === undefined) return this.renderer.message('group-unknown');
    return this.renderer.message('group-elsewhere', { title: topic.title, where: topic.where });
  }

  /** "@name " for those who asked, as many as leave room for the reply. */
  private prefix(by: readonly string[]): string {
    if (!this.mention) return '';
    let prefix = '';
    for (const name of by) {
      const next = `${prefix}@${name} `;
      if (next.length > MAX_PREFIX) break;
      prefix = next;
    }
    return prefix;
  }

  private cut(text: string, by: readonly string[], title: string | null): string {
    const prefix = this.prefix(by);
    return prefix + this.fit(text, MAX_MESSAGE_LENGTH - prefix.length, title);
  }

  /** As many whole lines as there is room for, and a hint where the rest is. */
  private fit(text: string, room: number, title: string | null): string {
    if (text.length <= room) return text;
    const hint = title === null ? '' : `\n${this.renderer.message('group-rest', { title })}`;
    const lines = text.split('\n');
    let kept = lines[0] ?? '';
    for (const line of lines.slice(1)) {
      if (kept.length + 1 + line.length + hint.length > room) break;
      kept += `\n${line}`;
    }
    // One line longer than the room is cut where it must be.
    return `${kept.slice(0, Math.max(0, room - hint.length)).trimEnd()}${hint}`.slice(0, room).toWellFormed();
  }
}

/** Room for names in front of a reply, in characters. */
const MAX_PREFIX = 100;

/** Shares room among texts of given lengths: the short ones get what they need, the long ones equal parts of the rest. */
function shareRoom(lengths: readonly number[], room: number): number[] {
  const rooms = lengths.map(() => 0);
  let left = room;
  [...lengths.keys()]
    .sort((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0))
    .forEach((number, i, order) => {
      rooms[number] = Math.min(lengths[number] ?? 0, Math.floor(left / (order.length - i)));
      left -= rooms[number] ?? 0;
    });
  return rooms;
}

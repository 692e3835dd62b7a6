import type { CommandWords } from '../domain/flow';

/** A whole message that steers the conversation. */
export type Command =
  | { readonly kind: 'human' | 'quit' | 'back' | 'next' | 'restart' | 'menu' | 'stuck' | 'solved' | 'later' | 'unclear' }
  /** Go to a numbered step of a guide, counted from 1. */
  | { readonly kind: 'step'; readonly number: number };

const KINDS = ['human', 'stuck', 'solved', 'restart', 'back', 'next', 'menu', 'later', 'unclear', 'quit'] as const;
/** "Still" with something that fails: not working in words of the user's own. */
const STILL =
  /(?:还是|还|照样|依然|仍然|依旧|一直)[^,，]{0,6}(?:不了|不上|不行|不成|没好|没弄好|报错|一样|白|失败|不通过|出不来|进不去|登不进|打不开|没反应|没变化)$/u;
/** Something done, and behind it how it went: 绑好了进去了, 重启了还是不行. */
const DONE_AND = /^.{1,6}?(?:了|过)(.{2,})$/u;
/** A courtesy that says nothing of how it went. */
const THANKS = /^(?:好的?)?(?:谢谢|多谢|感谢|谢了|辛苦了?|麻烦了?)(?:你|您|啊|了|老师)*$/u;
/** Something that now works: 换台电脑就能用了, 图标出来了. */
const WORKS =
  /^[^不没未别还]{1,9}(?:就|都|又|再|终于|已经|现在|图标|窗口|结果|单据)(?:好|能用|能登|能登录|能进|可以|出来|正常|行|成功)了$/u;
/** Commands that also count when they close a message of several clauses. */
const CLOSING: ReadonlySet<string> = new Set(['human', 'stuck', 'solved', 'later', 'quit']);
const NUMBERS = '零一二三四五六七八九';

/** Recognises commands: the whole message must be one, but for an opening (算了, 那) and an ending (吧, 谢谢). */
export class CommandRecognizer {
  /** What is offered as buttons when nothing else helps: the topics and a person. */
  readonly wayOut: readonly string[];
  private readonly words: ReadonlyMap<string, (typeof KINDS)[number]>;
  /** Openings by their first character, endings by their last. */
  private readonly openings: ReadonlyMap<string, readonly string[]>;
  private readonly endings: ReadonlyMap<string, readonly string[]>;

  constructor(
    words: CommandWords,
    private readonly compact: (text: string) => string,
  ) {
    this.words = new Map([...KINDS].reverse().flatMap((kind) => words[kind].map((word) => [compact(word), kind] as const)));
    this.wayOut = [words.menu[0] ?? '', words.human[0] ?? ''];
    this.openings = groupBy(words.openings.map(compact), (word) => word.charAt(0));
    this.endings = groupBy(words.endings.map(compact), (word) => word.slice(-1));
  }

  /** The command that the text is; null for anything else. */
  recognise(text: string): Command | null {
    const whole = this.compact(text);
    if (whole.length > 24) return null;
    const step = /^(?:去|到|回到|跳到|看|说)?第([一二三四五六七八九十0-9]{1,3})步(?:怎么弄|是什么|呢|在哪)?$/u.exec(whole)?.[1];
    if (step !== undefined) return { kind: 'step', number: stepNumber(step) };
    const kind = this.find(whole);
    return kind === null ? null : { kind };
  }

  /** Like {@link recognise}, for messages that only resemble a command or close with one ("打了，给撤了，好了"). */
  resembling(text: string): Command | null {
    const kind = this.result(this.compact(text));
    return kind === null ? this.closing(text) : { kind };
  }

  private result(whole: string): 'stuck' | 'solved' | null {
    if (whole.length > 14) return null;
    const rest = DONE_AND.exec(whole)?.[1];
    const kind = rest === undefined ? null : this.find(rest);
    if (kind === 'stuck' || kind === 'solved') return kind;
    if (WORKS.test(whole)) return 'solved';
    return STILL.test(whole) ? 'stuck' : null;
  }

  /** The command that closes a message of several short clauses, such as "打了，给撤了，好了"; null when none does. */
  closing(text: string): Command | null {
    const clauses = text.split(/[,，。;；!！\s]+/u).filter((clause) => clause.trim() !== '' && !THANKS.test(clause));
    const last = clauses.at(-1);
    if (last === undefined || (clauses.length < 2 && last.length === text.trim().length) || text.length > 60) return null;
    const kind = this.find(this.compact(last)) ?? this.result(this.compact(last));
    return kind !== null && CLOSING.has(kind) ? { kind } : null;
  }

  private find(whole: string): (typeof KINDS)[number] | null {
    const tried = new Set<string>();
    const open = [whole];
    for (let text = open.pop(); text !== undefined; text = open.pop()) {
      if (tried.has(text) || tried.size > 60) continue;
      tried.add(text);
      const kind = this.words.get(text);
      if (kind !== undefined) return kind;
      for (const opening of this.openings.get(text.charAt(0)) ?? []) {
        if (text.length > opening.length && text.startsWith(opening)) open.push(text.slice(opening.length));
      }
      for (const ending of this.endings.get(text.slice(-1)) ?? []) {
        if (text.length > ending.length && text.endsWith(ending)) open.push(text.slice(0, -ending.length));
      }
    }
    return null;
  }
}

function groupBy(words: readonly string[], key: (word: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const word of words.filter((candidate) => candidate !== '')) groups.set(key(word), [...(groups.get(key(word)) ?? []), word]);
  return groups;
}

function stepNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const [tens = '', ones = ''] = text.includes('十') ? text.split('十') : ['', text];
  const ten = text.includes('十') ? (tens === '' ? 1 : NUMBERS.indexOf(tens)) : 0;
  return ten * 10 + (ones === '' ? 0 : NUMBERS.indexOf(ones));
}

import type { OpeningHours } from './hours';

/** A phone, chat account, window or group that users can be sent to. */
export interface Contact {
  readonly id: string;
  readonly name: string;
  /** How it is reached: by telephone, by adding a WeChat account, in person, in a chat group, in a web page. */
  readonly kind: 'phone' | 'wechat' | 'window' | 'group' | 'online';
  /** The number, account or place exactly as published; empty when the office has not filled it in. */
  readonly value: string;
  /** What may be asked there, in Chinese. */
  readonly scope: string;
  /** What must not be asked there; empty when nothing is excluded. */
  readonly notFor: string;
  /** How to use it, e.g. the remark to write; empty when nothing special. */
  readonly how: string;
  /** Entry that says what to do when this contact could not help; null when there is none. */
  readonly then: string | null;
  /** Topics whose questions this contact takes when a user asks for a person. */
  readonly topics: readonly string[];
}

/** A web address; it stands once in the knowledge and is referred to by id. */
export interface Link {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  /** The access code a download page asks for; empty when none. */
  readonly code: string;
}

/** A number or secret the document states, with its unit and, when it changes every year, its year. */
export interface Figure {
  readonly id: string;
  readonly name: string;
  /** The value exactly as users must read it, e.g. `3457`, `16%`, `12345678`. */
  readonly value: string;
  /** Unit printed after the value; empty when the value stands alone. */
  readonly unit: string;
  /** Calendar year the figure is valid for; null when it is not tied to a year. */
  readonly year: number | null;
}

/** One column or field of a paper form. */
export interface FormField {
  readonly name: string;
  readonly required: boolean;
}

/** A paper form that users fill in and upload or hand in. */
export interface Form {
  readonly id: string;
  readonly name: string;
  readonly source: readonly string[];
  readonly columns: readonly FormField[];
  readonly head: readonly FormField[];
  readonly foot: readonly FormField[];
  readonly notes: readonly string[];
  /** The substance of the promise printed on the form; empty when it has none. */
  readonly promise: readonly string[];
}

/** A township or sub-district labour office; address and phone are empty until the office fills them in. */
export interface Office {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly address: string;
  readonly phone: string;
}

/** An answer in parts; every text may hold references such as `{figure:base-min}`. */
export interface Answer {
  readonly conclusion: string;
  readonly steps: readonly string[];
  readonly notes: readonly string[];
  readonly links: readonly string[];
  readonly contacts: readonly string[];
  readonly form: string | null;
}

/** One item of the FAQ. */
export interface Entry {
  readonly id: string;
  readonly topic: string;
  /** Short label that names what sets this entry apart; shown as a choice button. */
  readonly title: string;
  readonly question: string;
  /** Ids of the items of the source document that this entry covers; empty for an entry that the office has written itself. */
  readonly source: readonly string[];
  /** Who the entry is for, in Chinese. */
  readonly audience: string;
  /** Texts the system shows; `…` stands for a gap. */
  readonly screens: readonly string[];
  readonly answer: Answer;
  readonly related: readonly string[];
  /** Flow that walks the user through it; null when the answer is all there is. */
  readonly flow: string | null;
  /** True when a wage named in the question should be answered with an estimate of the contribution. */
  readonly estimate: boolean;
  readonly phrasings: readonly string[];
}

/** A group of entries shown together. */
export interface Topic {
  readonly id: string;
  readonly title: string;
}

/** A subject near ours that the desk does not answer. */
export interface ElsewhereTopic {
  readonly id: string;
  readonly title: string;
  /** Who deals with it, in Chinese. */
  readonly where: string;
  readonly phrasings: readonly string[];
}

/** A kind of small talk with its reply. */
export interface SmalltalkKind {
  readonly id: string;
  readonly reply: string;
  readonly phrasings: readonly string[];
}

/** A question too general to answer, with the entries it may mean. */
export interface AmbiguousQuestion {
  readonly id: string;
  readonly title: string;
  /** Ids of two to five entries to choose from. */
  readonly choices: readonly string[];
  readonly phrasings: readonly string[];
}

/** A trade word and what people say instead. */
export interface Term {
  readonly id: string;
  readonly words: readonly string[];
}

/** The trade's vocabulary. */
export interface Lexicon {
  readonly terms: readonly Term[];
  /** Words that carry no meaning for matching, such as greetings in front of a question. */
  readonly fillers: readonly string[];
  /** Latin words that are words, not pinyin. */
  readonly latin: readonly string[];
}

/** Fixed sentences of the desk outside of any entry, by key. */
export type Messages = Readonly<Record<string, string>>;

/** Everything the desk knows, checked and resolved. */
export interface Knowledge {
  readonly topics: readonly Topic[];
  readonly entries: readonly Entry[];
  readonly contacts: readonly Contact[];
  readonly links: readonly Link[];
  readonly figures: readonly Figure[];
  readonly forms: readonly Form[];
  readonly offices: readonly Office[];
  readonly elsewhere: readonly ElsewhereTopic[];
  readonly ambiguous: readonly AmbiguousQuestion[];
  readonly smalltalk: readonly SmalltalkKind[];
  /** Whole messages that ask for a person and nothing else. */
  readonly handoffPhrasings: readonly string[];
  readonly lexicon: Lexicon;
  readonly messages: Messages;
  readonly hours: OpeningHours;
}

import type { Answer, Contact, Entry, Form, Knowledge } from '../domain/knowledge';

/** Longest text that one WeChat message should hold, in characters. */
export const MAX_MESSAGE_LENGTH = 600;

const REFERENCE = /\{(figure|contact|link|code):([a-z0-9-]+)\}/g;

/** Renders parts of the knowledge as plain text for a chat. */
export class Renderer {
  private readonly figures: ReadonlyMap<string, { text: string; year: number | null }>;
  private readonly contacts: ReadonlyMap<string, Contact>;
  private readonly links: ReadonlyMap<string, { url: string; code: string }>;
  private readonly forms: ReadonlyMap<string, Form>;

  /** `today` decides whether yearly figures are out of date. */
  constructor(
    private readonly knowledge: Knowledge,
    private readonly today: () => Date = () => new Date(),
  ) {
    this.figures = new Map(knowledge.figures.map(({ id, value, unit, year }) => [id, { text: `${value}${unit}`, year }]));
    this.contacts = new Map(knowledge.contacts.map((contact) => [contact.id, contact]));
    this.links = new Map(knowledge.links.map(({ id, url, code }) => [id, { url, code }]));
    this.forms = new Map(knowledge.forms.map((form) => [form.id, form]));
  }

  /** A text with its references to figures, contacts and links filled in. */
  fill(text: string): string {
    return text.replace(REFERENCE, (whole, kind: string, id: string) => {
      switch (kind) {
        case 'figure':
          return this.figures.get(id)?.text ?? whole;
        case 'contact':
          return this.contacts.get(id)?.value ?? whole;
        case 'link':
          return this.links.get(id)?.url ?? whole;
        default:
          return this.links.get(id)?.code ?? whole;
      }
    });
  }

  /** A fixed message of the desk with `{name}` places filled in. */
  message(key: string, values: Readonly<Record<string, string>> = {}): string {
    const text = this.knowledge.messages[key] ?? key;
    return this.fill(text.replace(/\{([a-z]+)\}/g, (whole, name: string) => values[name] ?? whole));
  }

  /** An entry's whole answer. */
  entry(entry: Entry): string {
    return this.answer(entry.answer);
  }

  /** An answer with its steps numbered, its form, notes, contacts and, for figures of a past year, a warning. */
  answer(answer: Answer): string {
    const lines = [answer.conclusion, ...answer.steps.map((step, i) => `${String(i + 1)}. ${step}`)];
    const form = answer.form === null ? undefined : this.forms.get(answer.form);
    if (form !== undefined) lines.push(...this.form(form));
    lines.push(...answer.notes.map((note) => `· ${note}`));
    for (const id of answer.links) lines.push(`· {link:${id}}`);
    for (const id of answer.contacts) {
      const contact = this.contacts.get(id);
      if (contact !== undefined && !lines.some((line) => line.includes(`{contact:${id}}`))) lines.push(`☎ ${this.contact(contact)}`);
    }
    const year = this.expiredYear(lines);
    const text = lines.map((line) => this.fill(line)).join('\n');
    return year === null ? text : `${text}\n※ ${this.message('year-notice', { year: String(year) })}`;
  }

  /** How a contact is reached, in one line. */
  contact({ name, value, how }: Contact): string {
    const reached = [value, how].filter((part) => part !== '').join('，');
    return reached === '' ? name : `${name}：${reached}`;
  }

  private form({ name, head, columns, foot, notes, promise }: Form): string[] {
    const list = (fields: Form['columns'], required: boolean): string =>
      fields
        .filter((field) => field.required === required)
        .map((field) => field.name)
        .join('、');
    return [
      `【${name.replace(/[《》]/g, '')}】`,
      this.message('form-required', { text: list([...head, ...columns], true) }),
      this.message('form-optional', { text: list([...head, ...columns], false) }),
      this.message('form-foot', { text: list(foot, true) }),
      ...notes.map((note) => `· ${note}`),
      ...(promise.length === 0 ? [] : [this.message('form-promise', { text: promise.join('') })]),
    ];
  }

  /** The year of the figures used, when it is past; null otherwise. */
  private expiredYear(lines: readonly string[]): number | null {
    for (const line of lines) {
      for (const [, kind, id] of line.matchAll(REFERENCE)) {
        const year = kind === 'figure' ? this.figures.get(id ?? '')?.year : null;
        if (year !== null && year !== undefined && year < this.today().getFullYear()) return year;
      }
    }
    return null;
  }
}

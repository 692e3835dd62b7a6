import type { Contact, Office } from '../domain/knowledge';

/** Words of a message that asks whose a number is, and says nothing else. */
const AROUND =
  /请问|你好|您好|这个|那个|这|那|电话|号码|热线|微信|客服|到底|是|的|谁|哪里|哪儿|哪个|哪|什么|啥|干嘛|干吗|干|做|用|单位|部门|地方|事|能|可以|问|管|打|找|加|吗|呢|啊|呀|吧/gu;
/** What may stand between the digits of a number. */
const BETWEEN = /(?<=\d)[-—–\s]+(?=\d)/gu;

/** Whose a published number is. */
export type NumberOwner = { readonly contact: Contact } | { readonly office: Office };

/** Knows the numbers that the desk itself gives out. */
export class ContactNumbers {
  private readonly owners: ReadonlyMap<string, NumberOwner>;

  constructor(contacts: readonly Contact[], offices: readonly Office[]) {
    this.owners = new Map<string, NumberOwner>([
      ...offices.flatMap((office) => numbersIn(office.phone).map((number) => [number, { office }] as const)),
      ...contacts.flatMap((contact) => numbersIn(contact.value).map((number) => [number, { contact }] as const)),
    ]);
  }

  /** Who has the number that a message is about; null when it says anything else, or has no number of ours. */
  asked(text: string): NumberOwner | null {
    const plain = plainOf(text);
    const [number, another] = plain.match(/\d+/gu) ?? [];
    if (number === undefined || another !== undefined) return null;
    const rest = plain.replace(number, '').replace(AROUND, '');
    return /[\p{L}\p{N}]/u.test(rest) ? null : (this.owners.get(number) ?? null);
  }
}

function numbersIn(text: string): string[] {
  return plainOf(text).match(/\d{5,}/gu) ?? [];
}

function plainOf(text: string): string {
  return text.normalize('NFKC').replace(BETWEEN, '');
}

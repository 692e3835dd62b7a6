import type { Matcher } from '../../matching/matcher';

/** Something with a text, to be put together with others like it. */
export interface Groupable {
  readonly text: string;
  /** How often it counts. */
  readonly count: number;
}

/** Texts that are alike; the first is what the others were found to be like. */
export type TextGroup<T> = readonly [T, ...T[]];

/** Likeness (0 to 1) from which texts are put together. */
const ALIKE = 0.4;
/** Groups that may share a term for it to be looked at; the commonest terms say nothing and would make it slow. */
const MAX_SHARING = 150;

/** A view's terms of one text. */
interface View {
  readonly terms: ReadonlyMap<string, number>;
  readonly mass: number;
}

/** Which groups have a term in one view. */
class TermIndex {
  private readonly groups = new Map<string, number[]>();
  private readonly masses: number[] = [];
  private readonly shared: number[] = [];
  private readonly met: number[] = [];

  /**
   * The group whose first text a view is most like, the earliest of equals: likeness is twice the shared weight by the
   * weight of both (Dice). Null when none shares a term.
   */
  nearest({ terms, mass }: View): { readonly group: number; readonly likeness: number } | null {
    const { groups, masses, shared, met } = this;
    for (const [term, weight] of terms) {
      const sharing = groups.get(term);
      if (sharing === undefined || sharing.length > MAX_SHARING) continue;
      for (const group of sharing) {
        const sum = shared[group]!;
        if (sum === 0) met.push(group);
        shared[group] = sum + weight;
      }
    }
    let best: { group: number; likeness: number } | null = null;
    for (const group of met) {
      const likeness = (2 * shared[group]!) / (mass + masses[group]!);
      if (best === null || likeness > best.likeness || (likeness === best.likeness && group < best.group)) best = { group, likeness };
      shared[group] = 0;
    }
    met.length = 0;
    return best;
  }

  add(group: number, { terms, mass }: View): void {
    this.masses[group] = mass;
    this.shared[group] = 0;
    for (const term of terms.keys()) {
      const sharing = this.groups.get(term);
      if (sharing === undefined) this.groups.set(term, [group]);
      else if (sharing.length <= MAX_SHARING) sharing.push(group);
    }
  }
}

/**
 * Puts texts together that are alike by the matcher's own features: first those that are the same once normalised, then,
 * most frequent first, each with the group whose first text it is most like, by words or by sound (leader clustering). Time
 * grows with the number of texts only. The groups are in the order of their first texts.
 */
export function groupAlike<T extends Groupable>(items: readonly T[], matcher: Pick<Matcher, 'normalize' | 'weigh'>): TextGroup<T>[] {
  const same = new Map<string, [T, ...T[]]>();
  const inOrder = items.toSorted((a, b) => b.count - a.count);
  for (const item of inOrder) {
    const form = matcher.normalize(item.text).replace(/[^\p{L}\p{N}]/gu, '');
    const others = same.get(form);
    if (others === undefined) same.set(form, [item]);
    else others.push(item);
  }
  const total = (texts: readonly T[]): number => texts.reduce((sum, { count }) => sum + count, 0);
  const forms = [...same.values()].sort((a, b) => total(b) - total(a));
  const words = new TermIndex();
  const sounds = new TermIndex();
  const groups: [T, ...T[]][] = [];
  for (const form of forms) {
    const { lexical, sound } = matcher.weigh(form[0].text);
    const [byWords, bySound] = [viewOf(lexical), viewOf(sound)];
    const best = nearer(words.nearest(byWords), sounds.nearest(bySound));
    if (best !== null && best.likeness >= ALIKE) groups[best.group]!.push(...form);
    else {
      const group = groups.push(form) - 1;
      words.add(group, byWords);
      sounds.add(group, bySound);
    }
  }
  return groups;
}

function viewOf(terms: ReadonlyMap<string, number>): View {
  let mass = 0;
  for (const weight of terms.values()) mass += weight;
  return { terms, mass };
}

type Near = ReturnType<TermIndex['nearest']>;

function nearer(a: Near, b: Near): Near {
  if (a === null || b === null) return a ?? b;
  return b.likeness > a.likeness ? b : a;
}

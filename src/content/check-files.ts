import type { Rule } from './check-context';
import { PHRASINGS } from './knowledge-sources';
import { nearest } from './suggest';

const ENTRIES = 'knowledge/entries/';
const FIXED = ['topics', 'contacts', 'figures', 'forms', 'offices', 'elsewhere', 'ambiguous', 'smalltalk', 'lexicon', 'hours'];

/** Files of the knowledge that nothing reads, most likely because their name is misspelt. */
export const checkFiles: Rule = ({ knowledge, sources }) => {
  const owners = [
    ...knowledge.entries.map(({ id }) => id),
    ...knowledge.elsewhere.map(({ id }) => `elsewhere/${id}`),
    ...knowledge.ambiguous.map(({ id }) => `ambiguous/${id}`),
    ...knowledge.smalltalk.map(({ id }) => `smalltalk/${id}`),
    'smalltalk/handoff',
  ];
  const places = [
    { folder: PHRASINGS, known: owners, reason: (name: string) => `没有编号为“${name}”的条目，这个文件没有用到。` },
    {
      folder: ENTRIES,
      known: knowledge.topics.map(({ id }) => id),
      reason: (name: string) => `topics.yaml 里没有主题“${name}”，这个文件没有用到。`,
    },
    { folder: 'knowledge/', known: FIXED, reason: () => '不认识的文件名，这个文件没有用到。' },
  ];
  return sources.inFolder('knowledge/').flatMap((file) => {
    const place = places.find(({ folder }) => file.file.startsWith(folder));
    if (place === undefined) return [];
    const name = file.file.slice(place.folder.length, -'.yaml'.length);
    if (place.known.includes(name)) return [];
    const guess = nearest(name, place.known);
    const hint = guess === null ? '改文件名，或者删除这个文件。' : `文件名是不是应为“${guess}.yaml”？`;
    return [file.report([], { code: 'unused-file', severity: 'error', message: place.reason(name), hint })];
  });
};

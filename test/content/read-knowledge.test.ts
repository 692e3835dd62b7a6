import { describe, expect, test } from '@jest/globals';
import { readKnowledge } from '../../src/content/read-knowledge';
import { contentFiles, diagnose, SMALL_CONTENT } from './small-content';
import { fc, randomText } from '../support/properties';

describe('reading content', () => {
  test('gives the parts as they stand in the files', () => {
    const { knowledge, diagnostics } = readKnowledge(contentFiles(SMALL_CONTENT));
    expect(diagnostics).toEqual([]);
    expect(knowledge?.entries.map(({ id, topic, phrasings }) => [id, topic, phrasings.length])).toEqual([
      ['login-502', 'login', 20],
      ['white-screen', 'login', 20],
    ]);
    expect(knowledge?.entries[1]).toMatchObject({ screens: [], related: [], flow: null, answer: { steps: [], notes: [], form: null } });
    expect(knowledge?.contacts[1]).toMatchObject({ id: 'group', notFor: '', how: '', topics: [] });
    expect(knowledge?.handoffPhrasings).toEqual(['转人工']);
  });

  test('gives the hours in minutes and days of the week; without the file there are none', () => {
    expect(readKnowledge(contentFiles(SMALL_CONTENT)).knowledge?.hours).toEqual({
      weekly: [
        { days: [1, 5], from: 510, to: 720 },
        { days: [5], from: 810, to: 1020 },
      ],
      holidays: [{ from: '2030-01-01', to: '2030-01-03', name: '元旦' }],
      workdays: [{ date: '2030-01-06', like: 5 }],
    });
    const without = readKnowledge(contentFiles(SMALL_CONTENT).filter(({ path }) => path !== 'knowledge/hours.yaml'));
    expect(without.knowledge?.hours).toEqual({ weekly: [], holidays: [], workdays: [] });
    expect(without.diagnostics).toEqual([]);
  });

  test('takes Windows line ends and a byte order mark', () => {
    const files = { ...SMALL_CONTENT, 'knowledge/phrasings/ambiguous/failing.yaml': '\uFEFF- 登不上\r\n- 进不去\r\n' };
    expect(readKnowledge(contentFiles(files)).knowledge?.ambiguous[0]?.phrasings).toEqual(['登不上', '进不去']);
  });

  test.each(Object.keys(SMALL_CONTENT))('no text in %s makes it throw', (file) => {
    const piece = fc.oneof(
      fc.string(),
      randomText(),
      fc.constantFrom('- ', '\n', ': ', '*a', '&a ', '!a ', '{', '[', '"', '\t', '#', '|', '? ', '---\n', 'entries:', 'id'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        for (const { line, length, message, hint } of diagnose({ ...SMALL_CONTENT, [file]: pieces.join('') })) {
          expect(line).toBeGreaterThanOrEqual(0);
          expect(length).toBeGreaterThan(0);
          expect(message).not.toBe('');
          expect(hint).not.toBe('');
        }
      }),
      { numRuns: 40 },
    );
  });
});

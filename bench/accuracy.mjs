import { areaUnderCurve } from '../dist/evaluation/retrieval.js';

/**
 * Accuracy of rankings. `rankings[i]` belongs to `questions[i]` and holds labels with scores, best first; `labels` tells
 * what each label is. Labels that are no entries (elsewhere, small talk) may be ranked too: a question is answered with
 * its best entry, and as surely as that entry's score, not at all when something else ranks above it.
 */
export function measureAccuracy(questions, rankings, labels) {
  const rows = questions.map(({ gold }, i) => {
    const entries = rankings[i].filter(({ label }) => labels[label].kind === 'entry');
    const fits = ({ label }) => labels[label].source.some((id) => gold.includes(id));
    const leads = entries[0] !== undefined && rankings[i][0] === entries[0];
    return { inside: gold.length > 0, place: entries.findIndex(fits), sure: leads ? entries[0].score : -Infinity };
  });
  const inside = rows.filter((row) => row.inside);
  const outside = rows.filter((row) => !row.inside);
  return {
    first: inside.filter(({ place }) => place === 0).length / inside.length,
    amongFive: inside.filter(({ place }) => place >= 0 && place < 5).length / inside.length,
    auroc: areaUnderCurve(
      inside.map(({ sure }) => sure),
      outside.map(({ sure }) => sure),
    ),
    rightAtTwo: rightWhenWrongAtMost(rows, inside.length, 0.02),
  };
}

/** Highest share of the in-scope questions answered rightly by a threshold under which at most a share of all questions is answered wrongly. */
function rightWhenWrongAtMost(rows, insideCount, limit) {
  let right = 0;
  let wrong = 0;
  let best = 0;
  const answered = rows.filter(({ sure }) => sure > -Infinity).toSorted((a, b) => b.sure - a.sure);
  answered.forEach(({ place, sure }, i) => {
    if (place === 0) right++;
    else wrong++;
    const tied = answered[i + 1]?.sure === sure;
    if (!tied && wrong / rows.length <= limit) best = Math.max(best, right);
  });
  return best / insideCount;
}

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { EffectChange, EffectView, QuestionEffect } from '../../api/learn';
import { Notice } from '../view/parts';
import { learnTexts as texts, saying } from './texts';

/** Changes that are shown of a list before somebody asks for all. */
const SHOWN = 10;
const VERDICTS: readonly QuestionEffect['verdict'][] = ['broken', 'worse', 'better', 'other'];

/** What a proposal would change: what it breaks first. */
export function Effect({ effect }: { readonly effect: EffectView }): JSX.Element {
  const { faults, own, learned, questions, turns } = effect;
  if (faults.length > 0) {
    return (
      <>
        <Notice kind="error">{texts.faults}</Notice>
        <ul class="bullets">
          {faults.map(({ message, hint }) => (
            <li key={message}>
              {message}
              {hint}
            </li>
          ))}
        </ul>
      </>
    );
  }
  const of = (verdict: QuestionEffect['verdict']): QuestionEffect[] =>
    questions?.changes.filter((change) => change.verdict === verdict) ?? [];
  const broken = of('broken').length;
  return (
    <>
      {questions === null ? (
        <Notice kind="error">{texts.noQuestions}</Notice>
      ) : (
        <>
          <Notice kind={broken > 0 ? 'error' : 'info'}>{broken > 0 ? texts.breaks(broken) : texts.breaksNone}</Notice>
          <p>{texts.right(questions.count, questions.rightBefore, questions.rightAfter)}</p>
        </>
      )}
      {VERDICTS.map((verdict) => (
        <Changes key={verdict} title={texts.verdicts[verdict]} changes={of(verdict)} />
      ))}
      {learned.length > 0 && (
        <p>
          {texts.learned(learned.length)}
          {learned.join('；')}
        </p>
      )}
      <Changes title={texts.own} changes={own} />
      <p>{texts.turns(turns.asked, turns.texts, turns.changes.length)}</p>
      <Changes title={texts.turnsTitle} changes={turns.changes} />
    </>
  );
}

type Change = EffectChange & { readonly right?: QuestionEffect['right']; readonly count?: number };

function Changes({ title, changes }: { readonly title: string; readonly changes: readonly Change[] }): JSX.Element | null {
  const [all, setAll] = useState(false);
  if (changes.length === 0) return null;
  return (
    <>
      <h3>
        {title} <span class="soft">{changes.length}</span>
      </h3>
      <ul class="rows">
        {(all ? changes : changes.slice(0, SHOWN)).map((change) => (
          <ChangeRow key={change.text} change={change} />
        ))}
      </ul>
      {!all && changes.length > SHOWN && (
        <button
          type="button"
          class="button"
          onClick={() => {
            setAll(true);
          }}
        >
          {texts.showAll(changes.length)}
        </button>
      )}
    </>
  );
}

function ChangeRow({ change }: { readonly change: Change }): JSX.Element {
  const { text, before, after, right, count } = change;
  return (
    <li class="learn-change">
      <p>
        {text}
        {count !== undefined && count > 1 && <span class="soft">（{texts.count(count)}）</span>}
      </p>
      <p class="soft">
        {texts.before}：{saying(before)} → {texts.after}：{saying(after)}
      </p>
      {right !== undefined && (
        <p class="soft">
          {texts.rightIs}
          {right.length === 0 ? texts.rightNone : right.map(({ title }) => title).join('、')}
        </p>
      )}
    </li>
  );
}

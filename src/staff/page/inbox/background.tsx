import type { JSX } from 'preact';
import type { CaseResponse } from '../../api/inbox';
import { inboxTexts } from './texts';

/** What one reads before answering: the 咨询单, the way through the flows, whom the user was sent to. */
export function Background({ data: { case: item, path, slip } }: { readonly data: CaseResponse }): JSX.Element {
  return (
    <details class="inbox-background">
      <summary>{inboxTexts.background}</summary>
      <h2>{inboxTexts.slip}</h2>
      <p class={slip === '' ? 'soft' : 'inbox-slip'}>{slip === '' ? inboxTexts.noSlip : slip}</p>
      {item.contacts.length > 0 && (
        <p>
          {inboxTexts.sentTo}
          {item.contacts.join('、')}
        </p>
      )}
      <h2>{inboxTexts.path}</h2>
      {path.length === 0 && <p class="soft">{inboxTexts.noPath}</p>}
      <ol class="inbox-path">
        {path.map(({ flow, question, answer }, i) => (
          <li key={i}>
            {flow !== path[i - 1]?.flow && <b class="inbox-flow">{flow}</b>}
            {question}
            {answer !== null && (
              <span class="inbox-answer">
                {inboxTexts.answered}
                {answer}
              </span>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}

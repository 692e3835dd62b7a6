import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ApplyResponse } from '../../api/learn';
import { messageOf } from '../api-client';
import { useDesk } from '../desk';
import { Notice } from '../view/parts';
import { learnTexts as texts } from './texts';

/** What the box needs. */
export interface ApplyBoxProps {
  /** How many proposals are to be written. */
  readonly waiting: number;
  readonly writable: boolean;
  readonly onApplied: () => void;
  readonly children: ComponentChildren;
}

/** Accepted proposals with the command that writes them, and for administrators a button that does the same. */
export function ApplyBox({ waiting, writable, onApplied, children }: ApplyBoxProps): JSX.Element | null {
  const { api, may } = useDesk();
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<ApplyResponse | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const apply = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      setOutcome(await api.post<ApplyResponse>('learn/apply'));
    } catch (error) {
      setFailure(messageOf(error));
    }
    setBusy(false);
    onApplied();
  };
  if (waiting === 0 && outcome === null) return null;
  return (
    <section class="card" aria-labelledby="to-write">
      <h2 id="to-write">{texts.toWrite}</h2>
      {waiting > 0 && (
        <>
          {children}
          <p class="soft">{texts.applyHelp}</p>
          <p>
            <code>{texts.command}</code>
          </p>
          {may('admin') && writable && (
            <p class="learn-pick">
              <span class="soft">{texts.applyAdmin}</span>{' '}
              <button type="button" class="button primary" disabled={busy} onClick={() => void apply()}>
                {busy ? texts.applying : texts.apply}
              </button>
            </p>
          )}
        </>
      )}
      {failure !== null && <Notice kind="error">{failure}</Notice>}
      {outcome !== null && <Outcome outcome={outcome} />}
    </section>
  );
}

function Outcome({ outcome }: { readonly outcome: ApplyResponse }): JSX.Element {
  if (outcome.kind === 'refused') {
    return (
      <>
        <Notice kind="error">{texts.refused}</Notice>
        <ul class="rows">
          {outcome.faults.map(({ message }) => (
            <li key={message} class="row">
              {message}
            </li>
          ))}
        </ul>
      </>
    );
  }
  const { proposals, files, commit } = outcome;
  if (files.length === 0) return <Notice kind="info">{texts.appliedNothing}</Notice>;
  return (
    <>
      <Notice kind="info">{texts.applied(proposals, files.length)}</Notice>
      <p class="soft">{texts.commit}</p>
      <pre class="commit">{commit}</pre>
    </>
  );
}

import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { AssistQuestion } from '../../api/assist';
import { type Choice, choicesOf, textOf, type Work } from './drafts';
import { assistTexts as texts } from './texts';

/** What a question's card shows and does. */
export interface QuestionCardProps {
  /** Its place in the list, from 0. */
  readonly number: number;
  readonly question: AssistQuestion;
  readonly work: Work;
  readonly open: boolean;
  readonly editing: boolean;
  readonly onOpen: () => void;
  readonly onPick: (choice: number) => void;
  readonly onCopy: () => void;
  /** Null restores the draft. */
  readonly onEdit: (text: string | null) => void;
  readonly onEditing: (on: boolean) => void;
}

/** One question; open, it shows the draft, why, and what else it could be. */
export function QuestionCard(props: QuestionCardProps): JSX.Element {
  const { number, question, work, open, onOpen } = props;
  const id = `question-${String(number)}`;
  return (
    <li class={open ? 'card question open' : 'card question'}>
      <h2>
        <button
          type="button"
          class="question-head"
          data-question={number}
          aria-expanded={open}
          aria-controls={id}
          aria-describedby="assist-keys"
          tabIndex={open ? 0 : -1}
          onClick={onOpen}
        >
          <span class="question-text">
            {number + 1}. {question.text}
          </span>
          <span class="question-tags">
            <span class={`tag ${question.decision}`}>{texts.decisions[question.decision]}</span>
            {work.edits[work.pick] !== undefined && <span class="tag">{texts.edited}</span>}
            {work.copied && <span class="tag done">{texts.copied}</span>}
          </span>
        </button>
      </h2>
      <div id={id} hidden={!open}>
        {open && <Details {...props} />}
      </div>
    </li>
  );
}

function Details(props: QuestionCardProps): JSX.Element {
  const { question, work, onPick } = props;
  const { by, wordings, screen, reason } = question;
  const choices = choicesOf(question);
  return (
    <div class="question-details">
      <div class="question-draft">
        <Draft {...props} />
      </div>
      <div class="question-why">
        {by.length > 0 && <p class="soft">{texts.asked(by.join('、'))}</p>}
        {wordings.length > 1 && (
          <details>
            <summary>{texts.wordings(wordings.length)}</summary>
            <ul class="wordings">
              {wordings.map((wording) => (
                <li key={wording}>{wording}</li>
              ))}
            </ul>
          </details>
        )}
        {screen !== null && <p>{texts.screen(screen)}</p>}
        <h3>{texts.choices}</h3>
        <ol class="picks">
          {choices.map((choice, i) => (
            <li key={`${String(i)} ${choice.id}`}>
              <button
                type="button"
                class="pick"
                aria-pressed={i === work.pick}
                onClick={() => {
                  onPick(i);
                }}
              >
                <kbd>{i + 1}</kbd>
                <span>{nameOf(choice, question)}</span>
              </button>
            </li>
          ))}
        </ol>
        <h3>{texts.why}</h3>
        <ul class="reasons">
          {reason.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function Draft({ number, question, work, editing, onCopy, onEdit, onEditing }: QuestionCardProps): JSX.Element {
  const area = useRef<HTMLTextAreaElement>(null);
  const text = textOf(question, work);
  // At once, so that what is typed next gets here.
  useLayoutEffect(() => {
    if (editing) area.current?.focus();
  }, [editing]);
  return (
    <>
      {editing ? (
        <textarea
          ref={area}
          class="input"
          rows={Math.min(16, text.split('\n').length + 3)}
          aria-label={texts.draft}
          value={text}
          onInput={(event) => {
            onEdit(event.currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (event.isComposing) return;
            if (event.key === 'Escape') onEditing(false);
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              onCopy();
            }
          }}
        />
      ) : (
        <p class="draft" aria-label={texts.draft} role="group">
          {text}
        </p>
      )}
      <div class="tools draft-tools">
        <button type="button" class="button primary" onClick={onCopy}>
          {texts.copy} <kbd>{editing ? 'Ctrl+Enter' : 'Enter'}</kbd>
        </button>
        <button
          type="button"
          class="button"
          onClick={() => {
            onEditing(!editing);
          }}
        >
          {editing ? texts.endEditing : texts.edit} <kbd>{editing ? 'Esc' : 'E'}</kbd>
        </button>
        {work.edits[work.pick] !== undefined && (
          <button
            type="button"
            class="button plain"
            onClick={() => {
              onEdit(null);
            }}
          >
            {texts.restore}
          </button>
        )}
        <span class="soft" id={`length-${String(number)}`}>
          {texts.length(text.length)}
        </span>
      </div>
    </>
  );
}

/** What a choice answers with, in one line. */
function nameOf({ answers }: Choice, { decision }: AssistQuestion): string {
  if (answers.length === 0) return texts.own[decision];
  return answers.map(({ title, confidence }) => `${title}（${texts.confidence(confidence)}）`).join('；');
}

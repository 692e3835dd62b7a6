import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { copyText } from '../../../widget/clipboard';
import type { AssistQuestion } from '../../api/assist';
import { choicesOf, textOf, UNTOUCHED, type Work } from './drafts';
import { actionOf, type KeyAction } from './keys';
import { QuestionCard } from './question-card';
import { assistTexts as texts } from './texts';

/** What a list of questions needs. */
export interface QuestionListProps {
  readonly questions: readonly AssistQuestion[];
  /** Adds names to the drafts, or takes them away. */
  readonly onMention: () => void;
}

/** Questions with their drafts, one of them open; everything can be done by single keys. */
export function QuestionList({ questions, onMention }: QuestionListProps): JSX.Element {
  const [open, setOpen] = useState(0);
  const [editing, setEditing] = useState(false);
  const [works, setWorks] = useState<Readonly<Record<number, Work>>>({});
  const [outcome, setOutcome] = useState('');
  const list = useRef<HTMLOListElement>(null);

  const workOf = (index: number): Work => works[index] ?? UNTOUCHED;
  const change = (index: number, what: Partial<Work>): void => {
    setWorks((before) => ({ ...before, [index]: { ...(before[index] ?? UNTOUCHED), ...what } }));
  };
  const headOf = (index: number): HTMLElement | null => list.current?.querySelector(`[data-question="${String(index)}"]`) ?? null;
  const show = (index: number): void => {
    setOpen(index);
    setEditing(false);
    const head = headOf(index);
    head?.focus({ preventScroll: true });
    head?.closest('li')?.scrollIntoView({ block: 'nearest' });
  };
  // The list has just been found; the keys work at once.
  useLayoutEffect(() => {
    show(0);
  }, []);

  const copy = async (index: number): Promise<void> => {
    const question = questions[index];
    if (question === undefined) return;
    const done = await copyText(textOf(question, workOf(index)));
    setOutcome(done ? texts.copiedOf(index + 1) : texts.copyFailed);
    if (done) change(index, { copied: true });
    else selectDraft(list.current);
  };
  const pick = (index: number, choice: number): void => {
    const question = questions[index];
    if (question !== undefined && choice < choicesOf(question).length) change(index, { pick: choice, copied: false });
  };
  const endEditing = (): void => {
    setEditing(false);
    headOf(open)?.focus();
  };
  const perform = (action: KeyAction): void => {
    switch (action.kind) {
      case 'move':
        show(Math.min(questions.length - 1, Math.max(0, open + action.by)));
        break;
      case 'first':
        show(0);
        break;
      case 'last':
        show(questions.length - 1);
        break;
      case 'copy':
        void copy(open);
        break;
      case 'pick':
        pick(open, action.choice);
        break;
      case 'edit':
        setEditing(true);
        break;
      case 'mention':
        onMention();
    }
  };
  return (
    <section aria-label={texts.list}>
      <p class="soft" id="assist-keys">
        {texts.keys}
      </p>
      <p class="unseen" role="status">
        {outcome}
      </p>
      <ol
        ref={list}
        onKeyDown={(event) => {
          const target = event.target as HTMLElement;
          if (target.closest('textarea') !== null) return;
          const action = actionOf(event, target.closest('[data-question]') === null);
          if (action === null) return;
          event.preventDefault();
          perform(action);
        }}
      >
        {questions.map((question, index) => (
          <QuestionCard
            key={index}
            number={index}
            question={question}
            work={workOf(index)}
            open={index === open}
            editing={editing && index === open}
            onOpen={() => {
              show(index);
            }}
            onPick={(choice) => {
              pick(index, choice);
            }}
            onCopy={() => void copy(index)}
            onEdit={(text) => {
              const { pick: chosen, edits } = workOf(index);
              const others = Object.fromEntries(Object.entries(edits).filter(([key]) => Number(key) !== chosen));
              change(index, { edits: text === null ? others : { ...edits, [chosen]: text }, copied: false });
            }}
            onEditing={(on) => {
              if (on) setEditing(true);
              else endEditing();
            }}
          />
        ))}
      </ol>
      {outcome === texts.copyFailed && <p class="notice error">{outcome}</p>}
    </section>
  );
}

/** Marks the open draft, so that the browser's own copying takes it. */
function selectDraft(list: HTMLElement | null): void {
  const draft = list?.querySelector('.draft');
  if (draft !== null && draft !== undefined) getSelection()?.selectAllChildren(draft);
}

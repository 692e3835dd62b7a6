import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Notice, PageHead } from '../view/parts';
import { QuestionList } from './question-list';
import { assistTexts as texts } from './texts';
import { useAssist } from './use-assist';

/** Finds the questions in what was copied from a group, and drafts the replies. */
export function AssistPage(): JSX.Element {
  const { result, busy, failure, find, clear } = useAssist();
  const [text, setText] = useState('');
  const [mention, setMention] = useState(false);
  // Counts the pastes, so that each begins with a list of its own.
  const [paste, setPaste] = useState(0);
  const box = useRef<HTMLTextAreaElement>(null);

  const search = async (wanted: string): Promise<void> => {
    if (wanted.trim() !== '' && (await find({ text: wanted, mention }))) setPaste((count) => count + 1);
  };
  const toggle = (): void => {
    setMention(!mention);
    if (result !== null) void find({ text, mention: !mention });
  };
  // Both at once, so that what is pasted next gets here.
  useLayoutEffect(() => {
    box.current?.focus();
  }, []);
  useLayoutEffect(() => {
    const take = (event: ClipboardEvent): void => {
      const copied = event.clipboardData?.getData('text/plain') ?? '';
      const into = event.target instanceof Element ? event.target.closest('textarea, input, dialog') : null;
      // Into a text that is being written the browser inserts it, as everywhere.
      if (copied.trim() === '' || (into !== null && !(into === box.current && replacesAll(box.current)))) return;
      event.preventDefault();
      setText(copied);
      void search(copied);
    };
    document.addEventListener('paste', take);
    return () => {
      document.removeEventListener('paste', take);
    };
  });
  return (
    <>
      <PageHead title={texts.title}>
        <label class="check">
          <input type="checkbox" checked={mention} onChange={toggle} />
          {texts.mention}
        </label>
      </PageHead>
      <form
        class="card paste"
        onSubmit={(event) => {
          event.preventDefault();
          void search(text);
        }}
      >
        <label for="paste">{texts.paste}</label>
        <textarea
          id="paste"
          ref={box}
          class="input"
          rows={result === null ? 8 : 3}
          autocomplete="off"
          spellcheck={false}
          aria-describedby="paste-help"
          value={text}
          onFocus={(event) => {
            if (result !== null) event.currentTarget.select();
          }}
          onInput={(event) => {
            setText(event.currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
            event.preventDefault();
            void search(text);
          }}
        />
        <p id="paste-help" class="soft">
          {texts.pasteHelp}
        </p>
        <div class="tools">
          <button type="submit" class="button primary">
            {busy ? texts.finding : texts.find}
          </button>
          <button
            type="button"
            class="button"
            onClick={() => {
              setText('');
              clear();
              box.current?.focus();
            }}
          >
            {texts.clear}
          </button>
        </div>
      </form>
      {failure !== null && <Notice kind="error">{failure}</Notice>}
      {result !== null && (
        <>
          <Notice kind="info">
            {result.questions.length === 0 ? texts.nothing : texts.found(result.questions.length, result.messages)}
          </Notice>
          {result.questions.length > 0 && <QuestionList key={paste} questions={result.questions} onMention={toggle} />}
        </>
      )}
    </>
  );
}

/** Whether what is pasted takes the place of everything that is there. */
function replacesAll({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): boolean {
  return selectionStart === 0 && selectionEnd === value.length;
}

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { LearnGroupResponse, ProposeRequest, ProposeResponse } from '../../api/learn';
import { messageOf } from '../api-client';
import { useDesk } from '../desk';
import { go } from '../router';
import { texts as common } from '../texts';
import { Dialog, Failure, Loading, Notice } from '../view/parts';
import { useLoad } from '../view/use-load';
import { type Filter, queryOf } from './address';
import { EntryForm } from './entry-form';
import { EntryPicker } from './entry-picker';
import { KindTags } from './group-list';
import { SubjectPicker } from './subject-picker';
import { learnTexts as texts } from './texts';

/** Wordings that are put into the box at first. */
const MAX_TEXTS = 20;

/** One group of questions, with what can be made of it. */
export function GroupView({ id, filter }: { readonly id: string; readonly filter: Filter }): JSX.Element {
  const { data, failure, reload } = useLoad<LearnGroupResponse>(`learn/group?${queryOf(filter)}&id=${encodeURIComponent(id)}`);
  return (
    <>
      <p>
        <a href={`./learn?${queryOf(filter)}`}>{texts.back}</a>
      </p>
      {failure !== null && <Failure message={failure} onRetry={reload} />}
      {data === null && failure === null && <Loading />}
      {data !== null && <Teaching found={data} list={`learn?${queryOf(filter)}`} />}
    </>
  );
}

function Teaching({ found, list }: { readonly found: LearnGroupResponse; readonly list: string }): JSX.Element {
  const { api } = useDesk();
  const { group, wordings, entries, subjects } = found;
  const usable = wordings.filter(({ personal }) => personal === null).slice(0, MAX_TEXTS);
  const [written, setWritten] = useState(usable.map(({ text }) => text).join('\n'));
  const [failure, setFailure] = useState<string | null>(null);
  const [dismissing, setDismissing] = useState(false);
  const keys = wordings.map(({ key }) => key);

  const run = async (work: () => Promise<string>): Promise<void> => {
    setFailure(null);
    try {
      go(await work());
    } catch (error) {
      setFailure(messageOf(error));
    }
  };
  const propose = (what: (texts: readonly string[]) => ProposeRequest): void => {
    const lines = written.split('\n').flatMap((line) => line.trim() || []);
    void run(async () => `learn?proposal=${(await api.post<ProposeResponse>('learn/proposals', what(lines))).id}`);
  };
  return (
    <>
      <section class="card" aria-labelledby="asked">
        <h2 id="asked">{texts.asked}</h2>
        <p class="soft">
          {texts.count(group.count)} · {texts.trend(group.count, group.earlier)} · {texts.wordings(group.wordings)}
        </p>
        <ul class="rows">
          {wordings.map((wording) => (
            <li key={wording.key} class="row">
              <span class="row-main">
                {wording.text}
                {wording.personal !== null && <span class="soft">{texts.personal(wording.personal)}</span>}
              </span>
              <KindTags kinds={wording.kinds} />
            </li>
          ))}
        </ul>
        <div class="form">
          <label>
            <span>{texts.texts}</span>
            <textarea
              class="input"
              rows={Math.min(10, Math.max(3, usable.length + 1))}
              value={written}
              onInput={(event) => {
                setWritten(event.currentTarget.value);
              }}
            />
          </label>
        </div>
        <p class="soft">{texts.textsHelp}</p>
        {failure !== null && <Notice kind="error">{failure}</Notice>}
        <button
          type="button"
          class="button danger"
          onClick={() => {
            setDismissing(true);
          }}
        >
          {texts.dismiss}
        </button>
      </section>
      <EntryPicker
        entries={entries}
        onPick={(target) => {
          propose((lines) => ({ kind: 'phrasing', target, texts: lines, keys }));
        }}
      />
      <SubjectPicker
        subjects={subjects}
        onPick={(target) => {
          propose((lines) => ({ kind: 'elsewhere', target, texts: lines, keys }));
        }}
      />
      <EntryForm
        question={group.text}
        failure={failure}
        onSubmit={(entry) => {
          propose((lines) => ({ kind: 'entry', entry, texts: lines, keys }));
        }}
      />
      {dismissing && (
        <Dialog
          title={texts.dismissTitle}
          onClose={() => {
            setDismissing(false);
          }}
        >
          <p>{texts.dismissHelp}</p>
          <div class="tools dialog-tools">
            <button
              type="button"
              class="button primary"
              onClick={() => {
                setDismissing(false);
                void run(async () => {
                  await api.post('learn/dismiss', { keys });
                  return list;
                });
              }}
            >
              {texts.dismiss}
            </button>
            <button
              type="button"
              class="button"
              onClick={() => {
                setDismissing(false);
              }}
            >
              {common.cancel}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}

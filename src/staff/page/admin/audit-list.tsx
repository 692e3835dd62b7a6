import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { AuditItem, AuditResponse } from '../../api/account';
import { messageOf } from '../api-client';
import { useDesk } from '../desk';
import { texts } from '../texts';
import { Failure, Loading } from '../view/parts';
import { formatTime } from '../view/time';
import { adminTexts } from './texts';

/** Who did what, newest first, a page at a time. */
export function AuditList(): JSX.Element {
  const { api } = useDesk();
  const [records, setRecords] = useState<readonly AuditItem[]>([]);
  const [next, setNext] = useState<string | null>('');
  const [busy, setBusy] = useState(true);
  const [failure, setFailure] = useState<string | null>(null);
  const load = async (): Promise<void> => {
    if (next === null) return;
    setBusy(true);
    setFailure(null);
    try {
      const page = await api.get<AuditResponse>(next === '' ? 'audit' : `audit?before=${encodeURIComponent(next)}`);
      setRecords((before) => [...before, ...page.records]);
      setNext(page.next);
    } catch (error) {
      setFailure(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  useEffect(() => void load(), []);
  return (
    <section class="card" aria-labelledby="audit">
      <h2 id="audit">{adminTexts.audit}</h2>
      <p class="soft">{adminTexts.auditHelp}</p>
      <ul class="rows">
        {records.map((record) => (
          <AuditRow key={record.id} record={record} />
        ))}
      </ul>
      {records.length === 0 && !busy && failure === null && <p>{adminTexts.none}</p>}
      {busy && <Loading />}
      {failure !== null && <Failure message={failure} onRetry={() => void load()} />}
      {next !== null && !busy && failure === null && (
        <button type="button" class="button" onClick={() => void load()}>
          {adminTexts.more}
        </button>
      )}
    </section>
  );
}

function AuditRow({ record }: { readonly record: AuditItem }): JSX.Element {
  const { at, actor, action, target, detail } = record;
  return (
    <li class="row">
      <span class="row-main">
        <span>
          <b>{actor ?? adminTexts.system}</b> {adminTexts.actions[action] ?? action}
          {target !== '' && `：${target}`}
        </span>
        {detail !== null && <span class="soft">{describe(detail)}</span>}
      </span>
      <time class="soft" dateTime={new Date(at).toISOString()}>
        {formatTime(at)}
      </time>
    </li>
  );
}

/** The details' values in one line. */
function describe(detail: Readonly<Record<string, unknown>>): string {
  return Object.values(detail)
    .map((value) => (isRole(value) ? texts.roles[value] : typeof value === 'string' ? value : JSON.stringify(value)))
    .join('，');
}

function isRole(value: unknown): value is keyof typeof texts.roles {
  return typeof value === 'string' && value in texts.roles;
}

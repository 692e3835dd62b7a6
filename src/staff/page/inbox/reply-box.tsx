import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { sends } from '../../../widget/model/enter-key';
import type { CaseActionResponse, ReplyRequest } from '../../api/inbox';
import { messageOf } from '../api-client';
import { useDesk } from '../desk';
import { Notice } from '../view/parts';
import { Canned } from './canned';
import { inboxTexts } from './texts';
import { useDraft } from './use-draft';

/** What the box needs. */
export interface ReplyBoxProps {
  readonly id: string;
  /** What the user first said, for which answers are offered. */
  readonly problem: string;
  readonly onSent: () => void;
  readonly onRefused: (error: unknown) => void;
}

const MAX_LENGTH = 2000;

/** Writes to the user. What is being written is kept until it has been sent. */
export function ReplyBox({ id, problem, onSent, onRefused }: ReplyBoxProps): JSX.Element {
  const { api } = useDesk();
  const [draft, setDraft] = useDraft(id);
  const [notice, setNotice] = useState<{ readonly kind: 'info' | 'error'; readonly text: string } | null>(null);
  const [sending, setSending] = useState(false);
  const [offering, setOffering] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  // Sent again after a failure, a message keeps its id, so that the user gets it once.
  const pending = useRef<ReplyRequest | null>(null);

  const send = async (): Promise<void> => {
    const text = draft.trim();
    if (text === '' || sending) return;
    const request = pending.current?.text === text ? pending.current : { id: newId(), text };
    pending.current = request;
    setSending(true);
    setNotice(null);
    try {
      const { message } = await api.post<CaseActionResponse>(`inbox/cases/${encodeURIComponent(id)}/reply`, request);
      pending.current = null;
      setDraft('');
      if (message.text !== text) setNotice({ kind: 'info', text: inboxTexts.masked });
      onSent();
    } catch (error) {
      setNotice({ kind: 'error', text: messageOf(error) });
      onRefused(error);
    }
    setSending(false);
    box.current?.focus();
  };

  return (
    <form
      class="inbox-reply"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {notice !== null && <Notice kind={notice.kind}>{notice.text}</Notice>}
      {offering && (
        <Canned
          problem={problem}
          onPick={(text) => {
            setDraft(draft.trim() === '' ? text : `${draft.trimEnd()}\n${text}`);
            setOffering(false);
            box.current?.focus();
          }}
        />
      )}
      <textarea
        ref={box}
        class="input"
        rows={3}
        maxLength={MAX_LENGTH}
        aria-label={inboxTexts.replyLabel}
        placeholder={inboxTexts.placeholder}
        value={draft}
        onInput={(event) => {
          setDraft(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (!sends(event)) return;
          event.preventDefault();
          void send();
        }}
      />
      <div class="tools">
        <button type="submit" class="button primary" aria-disabled={sending || draft.trim() === ''}>
          {sending ? inboxTexts.sending : inboxTexts.send}
        </button>
        <button
          type="button"
          class="button"
          aria-expanded={offering}
          onClick={() => {
            setOffering(!offering);
          }}
        >
          {inboxTexts.canned}
        </button>
      </div>
    </form>
  );
}

/** A random id of 128 bits; `crypto.randomUUID` is missing in older browsers and on plain http. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

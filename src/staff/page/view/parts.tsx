import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useModal } from '../../../widget/modal';
import { texts } from '../texts';

/** A page's heading, with tools beside it. It takes the focus when the page is opened from the menu. */
export function PageHead({ title, children }: { readonly title: string; readonly children?: ComponentChildren }): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Only when nothing else has it: a page may put it where work begins.
    if (document.activeElement === null || document.activeElement === document.body || document.activeElement.closest('header') !== null)
      heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, []);
  return (
    <div class="page-head">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children !== undefined && <div class="tools">{children}</div>}
    </div>
  );
}

/** A sentence about what happened; it is read out when it appears. */
export function Notice({ kind, children }: { readonly kind: 'info' | 'error'; readonly children: ComponentChildren }): JSX.Element {
  return (
    <p class={`notice ${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      {children}
    </p>
  );
}

/** Stands where something is being fetched. */
export function Loading(): JSX.Element {
  return (
    <p class="soft" role="status">
      {texts.loading}
    </p>
  );
}

/** A failure with a way to try again. */
export function Failure({ message, onRetry }: { readonly message: string; readonly onRetry: () => void }): JSX.Element {
  return (
    <div class="failure">
      <Notice kind="error">{message}</Notice>
      <button type="button" class="button" onClick={onRetry}>
        {texts.retry}
      </button>
    </div>
  );
}

/** What a window over the page needs. */
export interface DialogProps {
  readonly title: string;
  /** Called by Esc and the close button; left out for a window that must be answered. */
  readonly onClose?: () => void;
  readonly children: ComponentChildren;
}

/** A window over the page: takes the focus, Esc closes it, and the focus goes back where it was. */
export function Dialog({ title, onClose, children }: DialogProps): JSX.Element {
  const dialog = useModal();
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
      onClose={() => {
        // Some browsers close it in spite of the above when Esc is pressed twice.
        if (onClose === undefined) dialog.current?.showModal();
        else onClose();
      }}
    >
      <div class="dialog-head">
        <h2>{title}</h2>
        {onClose !== undefined && (
          <button type="button" class="button plain" onClick={onClose}>
            {texts.close}
          </button>
        )}
      </div>
      {children}
    </dialog>
  );
}

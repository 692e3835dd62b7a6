import type { ComponentChildren, JSX } from 'preact';
import { useModal } from '../modal';
import { texts } from '../texts';

/** What a window over the page needs. */
export interface SheetProps {
  readonly label: string;
  readonly kind: 'menu' | 'image';
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A window over the page: takes the focus, Esc and a tap beside it close it, and the focus goes back where it was. */
export function Sheet({ label, kind, onClose, children }: SheetProps): JSX.Element {
  const dialog = useModal();
  return (
    <dialog
      ref={dialog}
      class={`sheet ${kind}`}
      aria-label={label}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div class="sheet-content">
        <div class="sheet-head">
          <h2>{label}</h2>
          <button type="button" class="tool" onClick={onClose}>
            {texts.close}
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}

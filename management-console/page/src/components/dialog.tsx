import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

/** The browser's own modal dialog: it keeps the focus, closes on Escape and gives the focus back. */
export function Dialog(props: {
  title: string;
  onClose: () => void;
  onSubmit: () => void;
  confirm: string;
  danger?: boolean;
  disabled?: boolean;
  wide?: boolean;
  testid: string;
  children: ComponentChildren;
}) {
  const heading = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current!.showModal(), []);
  return (
    <dialog class={`dialog ${props.wide ? 'wide' : ''}`} ref={dialog} aria-labelledby={heading} onClose={props.onClose} data-testid={props.testid}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.onSubmit();
        }}
      >
        <h2 id={heading}>{props.title}</h2>
        {props.children}
        <div class="dialog-buttons">
          <button class="button" type="button" onClick={() => dialog.current!.close()} data-testid="dialog-cancel">
            Cancel
          </button>
          <button
            class={`button ${props.danger ? 'danger-main-button' : 'main-button'}`}
            disabled={props.disabled}
            data-testid="dialog-confirm"
          >
            {props.confirm}
          </button>
        </div>
      </form>
    </dialog>
  );
}

import type { JSX, RefObject } from 'preact';

/** What a field for a password needs. */
export interface PasswordFieldProps {
  readonly label: string;
  readonly value: string;
  readonly autocomplete: 'current-password' | 'new-password';
  readonly onInput: (value: string) => void;
  readonly input?: RefObject<HTMLInputElement | null>;
}

/** A labelled field whose text is not shown. */
export function PasswordField({ label, value, autocomplete, onInput, input }: PasswordFieldProps): JSX.Element {
  return (
    <label>
      <span>{label}</span>
      <input
        {...(input === undefined ? {} : { ref: input })}
        class="input"
        type="password"
        autocomplete={autocomplete}
        required
        value={value}
        onInput={(event) => {
          onInput(event.currentTarget.value);
        }}
      />
    </label>
  );
}

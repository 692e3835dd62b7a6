import type { JSX } from 'preact';

/** The desk's picture beside its messages. */
export function DeskAvatar(): JSX.Element {
  return (
    <svg class="avatar" viewBox="0 0 40 40" aria-hidden="true">
      <rect width="40" height="40" rx="4" fill="#07c160" />
      <path d="M9 11h22v14H19l-6 5v-5H9z" fill="#fff" />
      <path d="M14 16h12M14 20h8" stroke="#07c160" stroke-width="2" stroke-linecap="round" />
    </svg>
  );
}

/** The user's picture beside their messages. */
export function OwnAvatar(): JSX.Element {
  return (
    <svg class="avatar" viewBox="0 0 40 40" aria-hidden="true">
      <rect width="40" height="40" rx="4" fill="#576b95" />
      <circle cx="20" cy="15" r="6" fill="#fff" />
      <path d="M8 33c0-7 5-11 12-11s12 4 12 11z" fill="#fff" />
    </svg>
  );
}

/** A person's picture beside what he writes for the desk. */
export function StaffAvatar(): JSX.Element {
  return (
    <svg class="avatar" viewBox="0 0 40 40" aria-hidden="true">
      <rect width="40" height="40" rx="4" fill="#1485ee" />
      <circle cx="20" cy="16" r="6" fill="#fff" />
      <path d="M8 33c0-7 5-10 12-10s12 3 12 10z" fill="#fff" />
      <path d="M12 17a8 8 0 0 1 16 0v3" fill="none" stroke="#fff" stroke-width="2" />
    </svg>
  );
}

/** Marks a message that was not sent. */
export function AlertIcon(): JSX.Element {
  return (
    <svg class="alert" viewBox="0 0 20 20" aria-hidden="true">
      <circle cx="10" cy="10" r="9" />
      <path d="M10 5v6M10 14v1" stroke="#fff" stroke-width="2" stroke-linecap="round" />
    </svg>
  );
}

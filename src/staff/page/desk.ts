import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Role, SignedIn } from '../api/account';
import type { ApiClient } from './api-client';

/** What every page may use. */
export interface Desk {
  readonly api: ApiClient;
  readonly account: SignedIn;
  /** Whether the account has a role or one that includes it. */
  readonly may: (role: Role) => boolean;
}

const RANK: Readonly<Record<Role, number>> = { answer: 0, teach: 1, admin: 2 };

/** Whether an account has a role or one that includes it. */
export function may(account: Pick<SignedIn, 'role'>, role: Role): boolean {
  return RANK[account.role] >= RANK[role];
}

/** Holds the {@link Desk} of the pages below. */
export const DeskContext = createContext<Desk | null>(null);

/** The desk, inside of a page. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('no desk around this page');
  return desk;
}

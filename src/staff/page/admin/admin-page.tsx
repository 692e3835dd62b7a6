import type { JSX } from 'preact';
import { PageHead } from '../view/parts';
import { AccountList } from './account-list';
import { AuditList } from './audit-list';
import { adminTexts } from './texts';

/** Accounts and what was done with them, for administrators. */
export function AdminPage(): JSX.Element {
  return (
    <>
      <PageHead title={adminTexts.title} />
      <AccountList />
      <AuditList />
    </>
  );
}

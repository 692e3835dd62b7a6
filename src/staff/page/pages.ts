import type { FunctionComponent } from 'preact';
import type { Role } from '../api/account';
import { AdminPage } from './admin/admin-page';
import { adminTexts } from './admin/texts';
import { AssistPage } from './assist/assist-page';
import { assistTexts } from './assist/texts';
import { InboxPage } from './inbox/inbox-page';
import { inboxTexts } from './inbox/texts';
import { LearnPage } from './learn/learn-page';
import { learnTexts } from './learn/texts';
import { ReportsPage } from './reports/reports-page';
import { reportTexts } from './reports/texts';

/** A page of the staff desk. */
export interface PageEntry {
  /** Its address below `/staff/`: small letters only. */
  readonly id: string;
  /** Its name in the menu and in the window's title. */
  readonly title: string;
  /** Who may open it. */
  readonly role: Role;
  readonly component: FunctionComponent;
}

/** Every page, in the order of the menu. */
export const PAGES: readonly PageEntry[] = [
  { id: 'assist', title: assistTexts.title, role: 'answer', component: AssistPage },
  { id: 'inbox', title: inboxTexts.title, role: 'answer', component: InboxPage },
  { id: 'learn', title: learnTexts.title, role: 'teach', component: LearnPage },
  { id: 'reports', title: reportTexts.title, role: 'teach', component: ReportsPage },
  { id: 'admin', title: adminTexts.title, role: 'admin', component: AdminPage },
];

// The pages' own requests to a desk on a filled store.
import { hashPassword } from '../dist/staff/passwords.js';
import { startDesk } from './desk-process.mjs';

const PASSWORD = 'a-password-for-the-bench';
const DAY_MS = 86_400_000;

/** Signs in and times what each page asks for when it is opened; rejects when something is not answered with 200. */
export async function measureRoutes(database, { days, now, timed }) {
  const { store, accounts, cases } = await database.open();
  await accounts.add({ name: 'anna', role: 'admin', passwordHash: await hashPassword(PASSWORD) }, null);
  const [waiting] = await cases.list({ status: 'waiting', limit: 1 });
  await store.close();
  const dates = `from=${dateOf(now - (days - 1) * DAY_MS)}&to=${dateOf(now)}`;
  const paths = [
    'inbox/cases?status=waiting',
    'inbox/cases?status=closed',
    `inbox/cases/${waiting.conversation}`,
    'learn/groups',
    'learn/proposals',
    'reports',
    `reports?${dates}`,
    'reports/sheet',
  ];
  const desk = await startDesk({ ...database.env, SHEBAO_RETENTION_DAYS: '0', SHEBAO_RELOAD_SECONDS: '0' });
  try {
    const cookie = await signIn(desk.url);
    const rows = [];
    for (const path of paths) {
      const call = async () => {
        const response = await fetch(`${desk.url}/staff/api/${path}`, { headers: { cookie } });
        if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
        await response.arrayBuffer();
      };
      rows.push(await timed(path, call));
    }
    return rows;
  } finally {
    desk.child.kill('SIGTERM');
    await desk.exited;
  }
}

/** The date in China. */
function dateOf(at) {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
}

async function signIn(url) {
  const body = JSON.stringify({ name: 'anna', password: PASSWORD });
  const response = await fetch(`${url}/staff/api/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  if (response.status !== 200) throw new Error(`login: ${response.status} ${await response.text()}`);
  return response.headers.getSetCookie()[0].split(';')[0];
}

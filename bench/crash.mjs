// Kills the desk in the middle of its work, again and again, and looks whether anything acknowledged was lost or done twice.
// node bench/crash.mjs [--rounds 20] [--conversations 50] [--database both|sqlite|postgres] [--seed 1]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from './postgres.mjs';
import { option, seededRandom } from './arguments.mjs';
import { Client, startDesk } from './desk-process.mjs';

/** A conversation with flows, commands and questions in it; it ends where it began. */
const SCRIPT = [
  '登录出现502怎么办',
  '记不清了',
  '上一步',
  '枣庄人社局官网',
  'Ukey密码是多少',
  '退出',
  '怎么增员',
  '一步一步带我做',
  '还没生成',
  '下一步',
  '下一步',
  '上一步',
  '退出',
  '缴费基数最低是多少',
  '解决了',
];

const rounds = Number(option('rounds', '20'));
const conversations = Number(option('conversations', '50'));
const database = option('database', 'both');
const random = seededRandom(Number(option('seed', '1')));

async function crashTest(name, settings) {
  const data = mkdtempSync(join(tmpdir(), 'desk-crash-'));
  const env = { SHEBAO_DATA_DIR: data, SHEBAO_RELOAD_SECONDS: '0', SHEBAO_LOG_LEVEL: 'info', ...settings };
  let desk = await startDesk(env);
  env.PORT = String(desk.port);
  const client = new Client(desk.url, conversations);
  const talks = [];
  for (let i = 0; i < conversations; i++) talks.push({ ...(await client.start()), acknowledged: [], next: 0 });
  let resent = 0;
  let faults = 0;
  for (let round = 1; round <= rounds; round++) {
    let up = true;
    const load = talks.map(async (talk) => {
      while (up) {
        const number = talk.next;
        try {
          const { status } = await client.say(talk, `m${number}`, SCRIPT[number % SCRIPT.length]);
          if (status === 200) {
            talk.acknowledged.push(`m${number}`);
            talk.next++;
          } else if (status < 500) throw new Error(`status ${status}`);
        } catch (error) {
          if (error.message.startsWith('status')) throw error;
          // Not acknowledged: sent again under the same id after the restart.
          resent++;
          return;
        }
      }
    });
    await sleep(400 + random() * 900);
    desk.child.kill('SIGKILL');
    await desk.exited;
    up = false;
    await Promise.all(load);
    desk = await startDesk(env);
    faults += await verify(name, round, client, talks);
  }
  // An undisturbed conversation of the same length tells what should have been said.
  const longest = talks.reduce((a, b) => (a.next > b.next ? a : b));
  const calm = await client.start();
  // One more than was acknowledged, because the last message may have been stored without its acknowledgement having arrived.
  for (let i = 0; i <= longest.next; i++) await client.say(calm, `m${i}`, SCRIPT[i % SCRIPT.length]);
  const expected = (await client.all(calm)).map(spoken);
  for (const talk of talks) {
    const said = (await client.all(talk)).map(spoken);
    const differs = said.findIndex((line, i) => line !== expected[i]);
    if (differs >= 0) {
      faults++;
      process.stderr.write(`${name}: ${talk.id} went another way at ${differs}: ${said[differs]} instead of ${expected[differs]}\n`);
    }
  }
  client.close();
  desk.child.kill('SIGTERM');
  await desk.exited;
  rmSync(data, { recursive: true, force: true });
  const acknowledged = talks.reduce((sum, talk) => sum + talk.acknowledged.length, 0);
  process.stdout.write(`${JSON.stringify({ database: name, rounds, conversations, acknowledged, resent, faults })}\n`);
  return faults;
}

/** Every acknowledged message must be there exactly once, in order, each with replies. */
async function verify(name, round, client, talks) {
  let faults = 0;
  for (const talk of talks) {
    const activities = await client.all(talk);
    const ids = activities.filter(({ from }) => from.role === 'user').map(({ channelData }) => channelData.clientActivityID);
    // The last message may have been stored without its acknowledgement having arrived.
    const right = [talk.acknowledged, [...talk.acknowledged, `m${talk.next}`]].some((wanted) => wanted.join() === ids.join());
    const answered = ids.every((id) => {
      const message = activities.find(({ channelData }) => channelData?.clientActivityID === id);
      return activities.some(({ replyToId }) => replyToId === message.id);
    });
    if (right && answered) continue;
    faults++;
    process.stderr.write(`${name}, round ${round}: ${talk.id} has ${ids.length} messages, ${talk.acknowledged.length} were acknowledged\n`);
  }
  return faults;
}

function spoken({ from, text }) {
  return `${from.role}: ${text}`;
}

let faults = 0;
if (database !== 'postgres') faults += await crashTest('sqlite', {});
if (database !== 'sqlite') {
  const server = await startPostgres();
  try {
    faults += await crashTest('postgres', { DATABASE_URL: server.url });
  } finally {
    await server.stop();
  }
}
process.exitCode = faults === 0 ? 0 : 1;

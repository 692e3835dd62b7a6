// A store as it is after half a year with many users, the same for the same seed: conversations begin in working hours,
// entries and flows are asked for as unevenly as people do, questions are those of test/questions.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readContent } from '../dist/app.js';
import { readConfig } from '../dist/config.js';
import { readKnowledge } from '../dist/content/read-knowledge.js';
import { readDialogs } from '../dist/content/read-dialogs.js';
import { chinaDay, startOfDay } from '../dist/storage/report-store.js';
import { seededRandom } from './arguments.mjs';

const MINUTE = 60_000;
const TURNS_A_CONVERSATION = 5;
/** Conversations that are made up at a time. */
const BATCH = 2000;
/** Share of the conversations of each hour of the day. */
const HOURS = [0, 0, 0, 0, 0, 0, 1, 3, 14, 16, 14, 9, 3, 4, 12, 14, 12, 8, 3, 2, 2, 2, 1, 0];
const REPLY = '请在单位网上服务平台重新登录一次，换一个浏览器再试；还是不行的话，把屏幕上的提示原样发给我。';
const REASONS = ['看不懂', '做了没用', '不是我问的', ''];

/** What people ask and what the desk can answer. */
export function readSubjects() {
  const { knowledge, sources, diagnostics } = readKnowledge(readContent(readConfig()));
  const dialogs = knowledge === null ? null : readDialogs(sources, knowledge).dialogs;
  if (knowledge === null || dialogs === null) throw new Error(`The content is faulty (${diagnostics[0]?.message}); run: shebao kb check`);
  const folder = join(import.meta.dirname, '..', 'test', 'questions');
  const questions = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
    .map((line) => JSON.parse(line));
  const flows = dialogs.flows.map(({ id, steps }) => ({
    id,
    steps: Object.keys(steps).filter((step) => ['ask', 'input', 'guide'].includes(steps[step].kind)),
  }));
  return {
    entries: knowledge.entries.map(({ id }) => id),
    contacts: knowledge.contacts.map(({ id }) => id),
    flows: flows.filter(({ steps }) => steps.length > 0),
    inside: questions.filter(({ gold }) => gold.length > 0).map(({ q }) => q),
    outside: questions.filter(({ gold }) => gold.length === 0).map(({ q }) => q),
  };
}

/** Yields batches of rows by table, about `turns` turns in the `days` days before `now`. */
export function* storeRows({ turns, days, now, seed = 1 }) {
  const subjects = readSubjects();
  const random = seededRandom(seed);
  const below = (limit) => Math.floor(random() * limit);
  const pick = (values) => values[below(values.length)];
  // Few are asked for often, many seldom.
  const often = (values) => values[Math.floor(values.length * random() ** 2.5)];
  const chance = (share) => random() < share;
  const conversations = Math.round(turns / TURNS_A_CONVERSATION);
  const starts = Array.from({ length: conversations }, () => startOf(now, days, random)).sort((a, b) => a - b);
  let rows = emptyRows();
  let made = 0;
  for (const [index, start] of starts.entries()) {
    conversation(start);
    if ((index + 1) % BATCH === 0) {
      yield rows;
      rows = emptyRows();
    }
  }
  yield rows;
  return made;

  function conversation(start) {
    const id = Array.from({ length: 4 }, () => below(2 ** 32).toString(36)).join('-');
    const channel = chance(0.7) ? 'web' : 'wechat';
    const length = 1 + Math.floor(-Math.log(1 - random()) * (TURNS_A_CONVERSATION - 0.5));
    let at = start;
    let sequence = 0;
    let flow = null;
    let entry = null;
    let outcome = 'open';
    let problem = '';
    let handoffTurn = null;
    for (let number = 1; number <= length; number++) {
      const turn = { conversation: id, number, at, channel, entry, ended: null, contacts: [], match: null, text: '' };
      if (flow !== null) {
        turn.kind = 'step';
        turn.text = pick(['插好了', '还是不行', '下一步', '看不到', '有']);
        if (chance(0.3)) {
          turn.ended = { flow: flow.id, step: flow.step, way: pick(['solved', 'solved', 'open', 'quit', 'switch']) };
          outcome = turn.ended.way === 'solved' ? 'resolved' : 'open';
          flow = null;
        } else if (outcome !== 'escalated' && chance(0.12)) handOff(turn);
        else flow = { id: flow.id, step: pick(flow.flow.steps), flow: flow.flow };
      } else ask(turn);
      sequence = add(turn, sequence);
      if (['answer', 'guide', 'choice'].includes(turn.kind) && chance(0.1)) judge(turn);
      at += below(6 * MINUTE) + 5000;
    }
    made += length;
    const updated = at;
    rows.conversations.push({
      id,
      channel,
      user_id: `u${below(conversations / 3)}`,
      state_json: JSON.stringify({
        dialogStack: [],
        pending: null,
        outcome,
        lastEntry: entry,
        exhausted: [],
        sentTo: [],
        problem,
        notes: [],
      }),
      version: length,
      watermark: sequence,
      outcome,
      created_at: start,
      updated_at: updated,
      flow_id: flow?.id ?? null,
      flow_step: flow?.step ?? null,
      flow_at: flow === null ? null : updated,
    });
    if (handoffTurn !== null) openCase({ id, problem, opened: handoffTurn, updated, sequence });

    function ask(turn) {
      const luck = random();
      const declined = luck >= 0.72 && luck < 0.84;
      turn.text = wording(often(declined ? subjects.outside : subjects.inside));
      if (problem === '') problem = turn.text;
      if (luck < 0.42) give(turn, 'answer');
      else if (luck < 0.56) {
        give(turn, 'guide');
        const started = often(subjects.flows);
        flow = { id: started.id, step: started.steps[0], flow: started };
      } else if (luck < 0.72) {
        turn.kind = 'clarify';
        turn.match = match(
          'clarify',
          Array.from({ length: 3 }, () => candidate(often(subjects.entries))),
        );
        turn.entry = turn.match.decision.choices[0].id;
      } else if (declined) {
        turn.kind = 'decline';
        turn.match = { decision: { kind: 'decline', elsewhere: null }, candidates: [candidate(often(subjects.entries), 0.2)] };
        entry = turn.entry = null;
      } else if (luck < 0.88 && outcome !== 'escalated') handOff(turn);
      else if (luck < 0.94) {
        turn.kind = 'choice';
        entry = turn.entry = often(subjects.entries);
      } else {
        turn.kind = 'other';
        turn.text = pick(['谢谢', '菜单', '解决了', '你好']);
      }
    }

    function give(turn, kind) {
      entry = turn.entry = often(subjects.entries);
      turn.kind = kind;
      turn.match = match('answer', [candidate(entry, 0.6 + random() * 0.4)]);
      outcome = 'open';
      if (chance(0.2)) turn.contacts = [often(subjects.contacts)];
    }

    function handOff(turn) {
      turn.kind = 'handoff';
      turn.text = '转人工';
      turn.contacts = [...new Set([often(subjects.contacts), often(subjects.contacts)])];
      if (flow !== null) turn.ended = { flow: flow.id, step: flow.step, way: 'handoff' };
      flow = null;
      outcome = 'escalated';
      handoffTurn = turn;
    }

    function add({ ended, match: found, text, ...turn }, before) {
      const { number, contacts } = turn;
      const replies = chance(0.15) ? 2 : 1;
      const asked = before + 1;
      rows.turns.push({
        conversation: id,
        number,
        message_id: `m${number}-${below(2 ** 32).toString(36)}`,
        sequence: asked,
        replies,
        decision: found?.decision.kind ?? null,
        match_json: found === null ? null : JSON.stringify(found),
        flow_id: flow?.id ?? null,
        flow_step: flow?.step ?? null,
        outcome,
        contacts_json: JSON.stringify(contacts),
        micros: 500 + below(3000),
        created_at: turn.at,
        day: chinaDay(turn.at),
        channel,
        kind: turn.kind,
        entry: turn.entry,
      });
      const said = { conversation: id, turn: number, choices_json: null, data_json: null, created_at: turn.at };
      rows.activities.push({ ...said, sequence: asked, author: 'user', text });
      for (let i = 1; i <= replies; i++)
        rows.activities.push({ ...said, sequence: asked + i, author: 'desk', text: REPLY, choices_json: '["解决了","没解决"]' });
      if (ended !== null) rows.flow_ends.push({ conversation: id, turn: number, ...ended, created_at: turn.at });
      if (turn.kind === 'handoff')
        rows.handoffs.push({ conversation: id, turn: number, contacts_json: JSON.stringify(contacts), problem, created_at: turn.at });
      if (turn.kind === 'clarify') unanswered(turn, 'clarify', text, turn.at);
      if (turn.kind === 'decline') unanswered(turn, chance(0.4) ? 'elsewhere' : 'decline', text, turn.at);
      return asked + replies;
    }

    function judge(turn) {
      const solved = chance(0.7) ? 1 : 0;
      const judged = turn.at + below(5 * MINUTE);
      rows.feedback.push({
        conversation: id,
        turn: turn.number,
        solved,
        reason: solved === 1 ? '' : pick(REASONS),
        entry: turn.entry,
        created_at: judged,
      });
      if (solved === 0) unanswered(turn, 'unsolved', turn.text, judged);
    }
  }

  /** Most were closed, some wait that nobody ever took. */
  function openCase({ id, problem, opened, updated, sequence }) {
    const recent = now - updated < 2 * 24 * 60 * MINUTE;
    const status = recent ? pick(['waiting', 'waiting', 'claimed', 'closed']) : chance(0.9) ? 'closed' : 'waiting';
    rows.cases.push({
      conversation: id,
      status,
      turn: opened.number,
      problem,
      contacts_json: JSON.stringify(opened.contacts),
      seen: below(sequence),
      claimed_by: status === 'waiting' ? null : pick(['anna', 'bo', 'chen']),
      ending: status === 'closed' ? pick(['solved', 'handed-back']) : null,
      opened_at: opened.at,
      touched_at: status === 'waiting' ? null : updated,
      heard_at: status === 'claimed' && chance(0.5) ? updated : null,
      closed_at: status === 'closed' ? updated : null,
      updated_at: updated,
    });
  }

  function unanswered({ conversation: id, number }, kind, text, at) {
    const key = text.toLowerCase().replace(/[\s\p{P}]/gu, '');
    rows.unanswered.push({ conversation: id, turn: number, kind, key, text, created_at: at });
  }

  /** People ask the same in other words. */
  function wording(text) {
    const asked = chance(0.5) ? text : `${pick(['请问', '你好，', '急，', '老师，', ''])}${text}${pick(['', '？', '啊', '呢', '！'])}`;
    return chance(0.3) ? asked.replace(/[的了吗]/, '') : asked;
  }

  function candidate(id, confidence = random() * 0.6) {
    const evidence = [
      { kind: 'phrasing', detail: pick(subjects.inside), weight: Math.round(random() * 100) / 100 },
      { kind: 'intent', detail: id, weight: Math.round(random() * 100) / 100 },
    ];
    return { id, source: ['2.2.3'], confidence: Math.round(confidence * 1000) / 1000, evidence };
  }

  function match(kind, first) {
    const others = Array.from({ length: 5 - first.length }, () => candidate(often(subjects.entries)));
    return { decision: { kind, [kind === 'answer' ? 'answers' : 'choices']: first }, candidates: [...first, ...others] };
  }
}

function emptyRows() {
  return { conversations: [], turns: [], activities: [], feedback: [], handoffs: [], flow_ends: [], cases: [], unanswered: [] };
}

/** A time in working hours more likely than others, at weekends less. */
function startOf(now, days, random) {
  const total = HOURS.reduce((sum, share) => sum + share, 0);
  for (;;) {
    const day = chinaDay(now) - Math.floor(random() * days);
    let left = random() * total;
    const hour = HOURS.findIndex((share) => (left -= share) < 0);
    const at = startOfDay(day) + Math.floor((hour + random()) * 60) * MINUTE + Math.floor(random() * MINUTE);
    const weekend = (day + 4) % 7 === 0 || (day + 4) % 7 === 6;
    if (at < now - 10 * MINUTE && !(weekend && random() < 0.8)) return at;
  }
}

/** Who may import whom; ARCHITECTURE.md explains the folders. */
const ALLOWED = {
  domain: [],
  text: ['domain'],
  matching: ['domain', 'text'],
  content: ['domain', 'text'],
  evaluation: ['domain', 'text', 'matching', 'content'],
  conversation: ['domain', 'text', 'matching', 'handoff'],
  handoff: ['domain'],
  storage: ['domain'],
  channels: ['domain', 'conversation'],
  staff: ['domain', 'handoff', 'matching', 'conversation'],
  server: ['domain', 'conversation', 'channels', 'staff'],
};
/** Interfaces that every folder but those of the browser may import. */
const OPEN = 'storage/(?:(?:accounts|cases|learning|report)-)?store\\.ts$';

const layers = Object.entries(ALLOWED).map(([folder, allowed]) => ({
  name: `layer-${folder}`,
  severity: 'error',
  comment: `src/${folder} may import only ${allowed.map((name) => `src/${name}`).join(', ') || 'nothing of ours'}.`,
  from: { path: `^src/${folder}/`, pathNot: '^src/staff/page/' },
  to: { path: '^src/', pathNot: `^src/(?:(?:${[folder, ...allowed].join('|')})/|${OPEN})` },
}));

module.exports = {
  forbidden: [
    ...layers,
    {
      name: 'layer-widget',
      severity: 'error',
      comment: 'src/widget runs in the browser; it shares only the protocol with the server.',
      from: { path: '^src/widget/' },
      to: { path: '^src/', pathNot: '^src/(?:widget/|channels/web/protocol\\.ts$)' },
    },
    {
      name: 'layer-staff-page',
      severity: 'error',
      comment: 'src/staff/page runs in the browser; it shares only types with the server, and what any page needs with the chat.',
      from: { path: '^src/staff/page/' },
      to: {
        path: '^src/',
        pathNot: '^src/(?:staff/page/|staff/api/[\\w-]+\\.ts$|widget/(?:clipboard|modal|preferences|model/[\\w-]+)\\.ts$)',
      },
    },
    {
      name: 'nothing-imports-widget',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(?:widget|staff/page)/' },
      to: { path: '^src/widget/' },
    },
    {
      name: 'nothing-imports-staff-page',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/staff/page/' },
      to: { path: '^src/staff/page/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'only-conversation-uses-botbuilder',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/conversation/' },
      to: { path: 'node_modules/botbuilder' },
    },
    { name: 'only-cli-imports-cli', severity: 'error', from: { path: '^src/', pathNot: '^src/cli/' }, to: { path: '^src/cli/' } },
    {
      name: 'nothing-imports-app',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(cli/|app\\.ts)' },
      to: { path: '^src/app\\.ts' },
    },
    { name: 'no-dev-dependency', severity: 'error', from: { path: '^src/' }, to: { dependencyTypes: ['npm-dev'] } },
  ],
  options: { tsConfig: { fileName: 'tsconfig.json' }, doNotFollow: { path: 'node_modules' }, tsPreCompilationDeps: true },
};

/** Who may import whom; ARCHITECTURE.md explains the folders. */
const ALLOWED = {
  domain: [],
  text: ['domain'],
  matching: ['domain', 'text'],
  content: ['domain', 'text'],
  evaluation: ['domain', 'text', 'matching', 'content'],
  conversation: ['domain', 'text', 'matching'],
  storage: ['domain'],
};

const layers = Object.entries(ALLOWED).map(([folder, allowed]) => ({
  name: `layer-${folder}`,
  severity: 'error',
  comment: `src/${folder} may import only ${allowed.map((name) => `src/${name}`).join(', ') || 'nothing of ours'}.`,
  from: { path: `^src/${folder}/` },
  // The interfaces of storage are open to all.
  to: { path: '^src/', pathNot: [`^src/(${[folder, ...allowed].join('|')})/`, '^src/storage/store\\.ts$'] },
}));

module.exports = {
  forbidden: [
    ...layers,
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

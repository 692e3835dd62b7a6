import { createHash } from 'node:crypto';

/** Style sheet of the pages that need no script. */
export const PAGE_STYLE = `:root { color-scheme: light dark; --text: #1a1a1a; --soft: #5f5f5f; --ground: #fff; --field: #f2f2f2; --line: #d9d9d9; --accent: #06703a; --warn: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e6e6; --soft: #a8a8a8; --ground: #191919; --field: #262626; --line: #3d3d3d; --accent: #4cc38a; --warn: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 17px/1.7 system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", sans-serif; overflow-wrap: anywhere; }
header, main, footer { max-width: 46rem; margin: 0 auto; padding: 1rem; }
.wide { max-width: none; }
header { border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; align-items: center; }
header strong { margin-right: auto; }
footer { color: var(--soft); font-size: .9rem; border-top: 1px solid var(--line); }
a { color: var(--accent); }
a:focus-visible, input:focus-visible, button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
h1 { font-size: 1.5rem; line-height: 1.35; }
h2 { font-size: 1.15rem; margin: 1.75rem 0 .5rem; }
ul { padding-left: 1.25rem; }
li { margin: .3rem 0; }
form { display: flex; gap: .5rem; margin: 1rem 0; }
input { flex: 1; min-width: 0; font: inherit; color: inherit; background: var(--field); border: 1px solid var(--soft); border-radius: 6px; padding: .5rem .75rem; min-height: 44px; }
button { font: inherit; min-height: 44px; padding: 0 1.25rem; border: 0; border-radius: 6px; background: var(--accent); color: var(--ground); cursor: pointer; }
.answer { background: var(--field); border-radius: 8px; padding: .5rem 1rem; }
.answer p { margin: .5rem 0; }
.soft { color: var(--soft); }
.flow { overflow: auto; border: 1px solid var(--line); }
.flow svg { display: block; font: 13px system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; }
.flow .box { fill: var(--ground); stroke: var(--soft); }
.flow .start { stroke: var(--accent); stroke-width: 3; }
.flow .end { fill: var(--field); }
.flow .out { stroke: var(--warn); }
.flow text { fill: var(--text); }
.flow .kind { fill: var(--soft); font-size: 11px; }
.flow .choice { fill: var(--accent); }
.flow .edge { fill: none; stroke: var(--accent); stroke-width: 1.5; opacity: .75; }
.flow .back { stroke-dasharray: 5 4; stroke: var(--soft); }
@media print { header a, form, footer a, .no-print { display: none; } body { font-size: 12pt; } .answer { background: none; padding: 0; } section { break-inside: avoid; } }
`;

/** Address of {@link PAGE_STYLE}; it changes with the content, so that it may be cached for good. */
export const PAGE_STYLE_PATH = `/pages/style-${createHash('sha256').update(PAGE_STYLE).digest('hex').slice(0, 12)}.css`;

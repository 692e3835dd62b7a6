import type { CurvePoint } from './curve';

const WIDTH = 760;
const HEIGHT = 480;
const LEFT = 74;
const RIGHT = 26;
const TOP = 84;
const BOTTOM = 68;

const SERIES = [
  { name: '库内问题答错', colour: '#c0392b', dash: '', value: (point: CurvePoint) => point.wrong },
  { name: '库外问题被作答', colour: '#2563a8', dash: '7 4', value: (point: CurvePoint) => point.outsideAnswered },
] as const;

/** Draws the curve as an SVG picture with a title, labelled axes, a legend and the threshold in force. */
export function drawCurve(points: readonly CurvePoint[], current: CurvePoint, title: string): string {
  const top = niceTop(Math.max(current.wrong, current.outsideAnswered, ...points.flatMap((point) => [point.wrong, point.outsideAnswered])));
  // A desk that answers most questions at any threshold would fill a corner of the picture only.
  const left = Math.min(0.9, Math.floor(Math.min(current.answered, ...points.map(({ answered }) => answered)) * 10) / 10);
  const x = (share: number): number => round(LEFT + ((share - left) / (1 - left)) * (WIDTH - LEFT - RIGHT));
  const y = (share: number): number => round(HEIGHT - BOTTOM - (share / top) * (HEIGHT - TOP - BOTTOM));
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} ${String(HEIGHT)}" width="${String(WIDTH)}" height="${String(HEIGHT)}" role="img" aria-labelledby="title" font-family="Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif" font-size="13" fill="#222">`,
    `<title id="title">${escapeXml(title)}</title>`,
    `<rect width="${String(WIDTH)}" height="${String(HEIGHT)}" fill="#fff"/>`,
    `<text x="${String(LEFT)}" y="32" font-size="18" font-weight="bold">${escapeXml(title)}</text>`,
    ...axes({ left, top }, x, y),
    ...legend(),
    ...SERIES.map(({ colour, dash, value }) =>
      line(points, colour, dash, (point) => `${String(x(point.answered))},${String(y(value(point)))}`),
    ),
    ...thresholdMarks(points, x, y),
    mark(current, x, y),
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
}

function axes(range: { left: number; top: number }, x: (share: number) => number, y: (share: number) => number): string[] {
  const out: string[] = [];
  for (let step = Math.round(range.left * 20); step <= 20; step += range.left < 0.5 ? 2 : 1) {
    const share = step / 20;
    out.push(`<line x1="${String(x(share))}" y1="${String(y(0))}" x2="${String(x(share))}" y2="${String(TOP)}" stroke="#eee"/>`);
    out.push(`<text x="${String(x(share))}" y="${String(y(0) + 20)}" text-anchor="middle">${percent(share)}</text>`);
  }
  for (let step = 0; step <= 5; step++) {
    const share = (range.top * step) / 5;
    out.push(`<line x1="${String(LEFT)}" y1="${String(y(share))}" x2="${String(x(1))}" y2="${String(y(share))}" stroke="#eee"/>`);
    out.push(`<text x="${String(LEFT - 8)}" y="${String(y(share) + 4)}" text-anchor="end">${percent(share)}</text>`);
  }
  out.push(`<path d="M${String(LEFT)} ${String(TOP)}V${String(y(0))}H${String(x(1))}" fill="none" stroke="#444"/>`);
  out.push(
    `<text x="${String((LEFT + WIDTH - RIGHT) / 2)}" y="${String(HEIGHT - 18)}" text-anchor="middle">回答率：库内问题中直接给出答案的比例</text>`,
  );
  out.push(
    `<text transform="translate(20 ${String((TOP + HEIGHT - BOTTOM) / 2)}) rotate(-90)" text-anchor="middle">错误率：占同类问题的比例</text>`,
  );
  return out;
}

function legend(): string[] {
  const dots = LEFT + SERIES.length * 150;
  return [
    `<circle cx="${String(dots + 6)}" cy="58" r="3" fill="${SERIES[0].colour}"/>`,
    `<text x="${String(dots + 16)}" y="62" fill="#777">旁边的数是回答阈值</text>`,
    ...SERIES.flatMap(({ name, colour, dash }, i) => {
      const left = LEFT + i * 150;
      return [
        `<line x1="${String(left)}" y1="58" x2="${String(left + 26)}" y2="58" stroke="${colour}" stroke-width="2.5"${dashed(dash)}/>`,
        `<text x="${String(left + 32)}" y="62">${name}</text>`,
      ];
    }),
  ];
}

function line(points: readonly CurvePoint[], colour: string, dash: string, place: (point: CurvePoint) => string): string {
  return `<polyline points="${points.map(place).join(' ')}" fill="none" stroke="${colour}" stroke-width="2"${dashed(dash)}/>`;
}

/** Small dots with their threshold at every tenth, left out where they would cover one another. */
function thresholdMarks(points: readonly CurvePoint[], x: (share: number) => number, y: (share: number) => number): string[] {
  let last = Infinity;
  return points.flatMap((point) => {
    const left = x(point.answered);
    if (Math.round(point.threshold * 100) % 10 !== 0 || last - left < 26) return [];
    last = left;
    const down = y(point.wrong);
    return [
      `<circle cx="${String(left)}" cy="${String(down)}" r="3" fill="${SERIES[0].colour}"/>`,
      `<text x="${String(left - 6)}" y="${String(down - 6)}" text-anchor="end" font-size="11" fill="#777">${point.threshold.toFixed(1)}</text>`,
    ];
  });
}

function mark(current: CurvePoint, x: (share: number) => number, y: (share: number) => number): string {
  const left = x(current.answered);
  const text = `现用阈值 ${current.threshold.toFixed(2)}：回答 ${percent(current.answered)}，答错 ${percent(current.wrong)}`;
  const anchor = left > (LEFT + WIDTH) / 2 ? 'end' : 'start';
  return [
    `<line x1="${String(left)}" y1="${String(TOP)}" x2="${String(left)}" y2="${String(y(0))}" stroke="#222" stroke-dasharray="3 3"/>`,
    `<circle cx="${String(left)}" cy="${String(y(current.wrong))}" r="5" fill="none" stroke="#222" stroke-width="2"/>`,
    `<text x="${String(left + (anchor === 'end' ? -8 : 8))}" y="${String(TOP + 14)}" text-anchor="${anchor}">${text}</text>`,
  ].join('\n');
}

/** The next round share above, so that the axis has five even steps. */
function niceTop(share: number): number {
  return [0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.25, 0.5, 1].find((top) => share <= top) ?? 1;
}

function percent(share: number): string {
  return `${String(Math.round(share * 1000) / 10)}%`;
}

function dashed(dash: string): string {
  return dash === '' ? '' : ` stroke-dasharray="${dash}"`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${String(character.charCodeAt(0))};`);
}

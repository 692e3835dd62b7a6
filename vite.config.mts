import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const widget = join(import.meta.dirname, 'src/widget');
const staff = join(import.meta.dirname, 'src/staff/page');
const output = join(import.meta.dirname, 'dist/public');
const TARGET = ['es2020', 'chrome86'];

/** Values of weui's tokens under one selector. */
interface Theme {
  /** The condition around the rule; empty when none. */
  readonly media: string;
  readonly selector: string;
  readonly tokens: ReadonlyMap<string, string>;
}

/** Reads the values of a block of weui's style: its custom properties by name. */
function tokensIn(block: string): Map<string, string> {
  return new Map(
    block.split(';').flatMap((line) => {
      const [name = '', value] = line.trim().split(/:\s*/);
      return name.startsWith('--weui-') && value !== undefined ? [[name, value] as const] : [];
    }),
  );
}

/** The names used in a text. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/var\((--weui-[\w-]+)\)/g)].map(([, name = '']) => name);
}

/**
 * weui's tokens (colours of the light and the dark theme and of the care mode) without the rest of its style: only those
 * that our style uses, with those that they use in turn.
 */
function weuiTokens(root: string): Plugin {
  const source = createRequire(import.meta.url).resolve('weui/dist/style/weui.css');
  return {
    name: 'weui-tokens',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('style/tokens.css')) return null;
      this.addWatchFile(source);
      return code + reduced(readFileSync(source, 'utf8'), ownStyle(join(root, 'style')));
    },
  };
}

/** The style in a folder, with what the chat shares with the staff desk. */
function ownStyle(folder: string): string {
  const files = readdirSync(folder).map((file) => join(folder, file));
  return [...files, join(widget, 'style/shared.css')].map((file) => readFileSync(file, 'utf8')).join('\n');
}

/** The token blocks of weui's style, each with its selector for the whole page and the condition around it. */
function themesOf(weui: string): Theme[] {
  const themes: Theme[] = [];
  let media = '';
  // weui nests nothing but rules in a condition, so that each brace closes the nearest thing opened.
  for (const piece of weui.replace(/\/\*[^]*?\*\//g, '').split('}')) {
    const heads = piece.split('{');
    const block = heads.pop() ?? '';
    if (heads.length === 0) media = '';
    if (heads.length > 1) media = heads.shift()?.trim() ?? '';
    const selector =
      (heads[0] ?? '')
        .split(',')
        .map((part) => part.trim())
        .find((part) => part.startsWith('body')) ?? '';
    const tokens = tokensIn(block);
    if (/^body(?:\[data-weui-[^\]]+\]|:not\([^)]+\))*$/.test(selector) && tokens.size > 0) themes.push({ media, selector, tokens });
  }
  return themes;
}

/** The token rules that the style uses, as a style sheet. Throws when weui lacks one. */
function reduced(weui: string, own: string): string {
  const themes = themesOf(weui);
  const used = new Set(namesIn(own));
  for (const name of used) for (const { tokens } of themes) for (const other of namesIn(tokens.get(name) ?? '')) used.add(other);
  const known = new Set(themes.flatMap(({ tokens }) => [...tokens.keys()]));
  const missing = [...used].filter((name) => !known.has(name));
  if (missing.length > 0) throw new Error(`weui has no ${missing.join(', ')}; its tokens stand in node_modules/weui/dist/style/weui.css`);
  return themes
    .map(({ media, selector, tokens }) => {
      const lines = [...tokens].filter(([name]) => used.has(name)).map(([name, value]) => `${name}:${value}`);
      if (lines.length === 0) return '';
      const rule = `${selector}{${lines.join(';')}}`;
      return media === '' ? rule : `${media}{${rule}}`;
    })
    .join('\n');
}

// `vite build` makes the chat page, which empties the folder; `--mode embed` adds the script for other sites, which must be one
// plain file; `--mode staff` adds the pages of the staff desk.
export default defineConfig(({ mode }) => {
  const root = mode === 'staff' ? staff : widget;
  return {
    root,
    base: './',
    plugins: [weuiTokens(root)],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    publicDir: mode === 'embed' ? false : join(widget, 'public'),
    build: {
      target: TARGET,
      outDir: mode === 'staff' ? join(output, 'staff') : output,
      emptyOutDir: mode !== 'embed',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      ...(mode === 'embed'
        ? {
            lib: { entry: join(widget, 'embed.ts'), formats: ['iife' as const], name: 'shebaoDesk', fileName: () => 'embed.js' },
            copyPublicDir: false,
          }
        : {}),
    },
  };
});

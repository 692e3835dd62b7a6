import { type Document, isCollection, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Diagnostic } from '../domain/diagnostic';

/** Path of keys and list indexes into a YAML document. */
export type NodePath = readonly (string | number)[];

/** A parsed YAML file that can tell where each value stands. */
export class SourceFile {
  readonly diagnostics: Diagnostic[] = [];
  private readonly lines = new LineCounter();
  private readonly document: Document;

  constructor(
    readonly file: string,
    readonly text: string,
  ) {
    this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false });
    for (const error of this.document.errors) {
      this.diagnostics.push(
        this.at(error.pos[0], error.pos[1] - error.pos[0], {
          code: 'yaml-syntax',
          severity: 'error',
          message: `这里不是合法的 YAML：${error.message}`,
          hint: '检查这一行的缩进（用空格，不用Tab）、冒号后面的空格、引号是否成对。',
        }),
      );
    }
  }

  /** The parsed value; only meaningful when there are no diagnostics. */
  value(): unknown {
    return this.document.toJS();
  }

  /** A diagnostic placed at the node of a path, or at the nearest node above it. */
  report(path: NodePath, fault: Pick<Diagnostic, 'code' | 'severity' | 'message' | 'hint'>, onKey?: string): Diagnostic {
    for (let depth = path.length; depth >= 0; depth--) {
      const node: unknown = depth === 0 ? this.document.contents : this.document.getIn(path.slice(0, depth), true);
      if (onKey !== undefined && depth === path.length && isCollection(node)) {
        const pair = node.items.find((item) => 'key' in (item as object) && isScalar((item as { key: unknown }).key) && (item as { key: { value: unknown } }).key.value === onKey) as { key: { range?: [number, number, number] } } | undefined;
        if (pair?.key.range) return this.at(pair.key.range[0], pair.key.range[1] - pair.key.range[0], fault);
      }
      if (isNode(node) && node.range) return this.at(node.range[0], isScalar(node) ? node.range[1] - node.range[0] : 1, fault);
    }
    return this.at(0, 1, fault);
  }

  private at(offset: number, length: number, fault: Pick<Diagnostic, 'code' | 'severity' | 'message' | 'hint'>): Diagnostic {
    const { line, col } = this.lines.linePos(offset);
    const source = this.text.split(/\r?\n/)[line - 1] ?? '';
    return { file: this.file, line, column: col, length: Math.max(1, Math.min(length, source.length - col + 1)), source, ...fault };
  }
}

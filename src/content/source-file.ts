import { type Document, isCollection, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Diagnostic } from '../domain/diagnostic';
import { checkYaml } from './check-yaml';
import { type Fault, faultOfFile, type NodePath } from './fault';

/** A parsed YAML file that can tell where each value stands. */
export class SourceFile {
  readonly diagnostics: readonly Diagnostic[];
  private readonly lines = new LineCounter();
  private readonly document: Document;

  /** The text without the byte order mark that Windows editors put in front, which would spoil a list. */
  readonly text: string;

  constructor(
    readonly file: string,
    text: string,
  ) {
    this.text = text.replace(/^\uFEFF/, '');
    this.document = parseDocument(this.text, { lineCounter: this.lines, prettyErrors: false });
    this.diagnostics = checkYaml(this.document, this.text).map(({ start, end, fault }) => this.at(start, end - start, fault));
  }

  /** The parsed value; only to be asked for when there are no diagnostics. */
  value(): unknown {
    return this.document.toJS();
  }

  /**
   * A diagnostic placed at the node of a path, or at the nearest node above it; with `piece`, at that text inside the
   * node when it stands there literally.
   */
  report(path: NodePath, fault: Fault, piece = ''): Diagnostic {
    for (let depth = path.length; depth >= 0; depth--) {
      const node: unknown = depth === 0 ? this.document.contents : this.document.getIn(path.slice(0, depth), true);
      if (!isNode(node) || !node.range) continue;
      const [start, end] = node.range;
      const within = piece === '' ? -1 : this.text.slice(start, end).indexOf(piece);
      if (within >= 0) return this.at(start + within, piece.length, fault);
      return this.at(start, isScalar(node) ? end - start : 1, fault);
    }
    return faultOfFile(this.file, fault);
  }

  /** A diagnostic placed at a key of the map at a path. */
  reportKey(path: NodePath, key: string, fault: Fault): Diagnostic {
    const map: unknown = path.length === 0 ? this.document.contents : this.document.getIn(path, true);
    if (isCollection(map)) {
      for (const item of map.items as { key?: unknown }[]) {
        if (isScalar(item.key) && String(item.key.value) === key && item.key.range)
          return this.at(item.key.range[0], item.key.range[1] - item.key.range[0], fault);
      }
    }
    return this.report(path, fault);
  }

  private at(offset: number, length: number, fault: Fault): Diagnostic {
    const { line, col } = this.lines.linePos(offset);
    const source = this.text.split(/\r?\n/)[line - 1] ?? '';
    return { file: this.file, line, column: col, length: Math.max(1, Math.min(length, source.length - col + 1)), source, ...fault };
  }
}

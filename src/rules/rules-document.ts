import {
  type Document,
  type ErrorCode,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import { RulesInvalid, type RulesProblem } from './rules-problem.ts';

export type Path = readonly (string | number)[];

/** A parsed file that still knows where each of its values stands. */
export interface RulesDocument {
  readonly value: unknown;
  /**
   * Line and column (1-based) of a value, or of the closest thing around it that exists. `inside` counts characters into
   * a text, where the file shows that text as it is.
   */
  position(path: Path, inside?: number): { readonly line: number; readonly column: number };
  /** Of the key itself rather than of its value. */
  keyPosition(path: Path): { readonly line: number; readonly column: number };
}

/** Where the library's words speak to programmers. */
const WORDS: Partial<Record<ErrorCode, string>> = { MULTIPLE_DOCS: 'a second document begins here, and rules are one' };

/** Said where something better than `mend the syntax here` is known. Regexes are where backslashes stand. */
const INSTEAD: Partial<Record<ErrorCode, string>> = {
  BAD_DQ_ESCAPE: 'put the text in single quotes, where a backslash is itself',
};

/** What comes after the first few follows from them: a file of another kind gives tens of thousands. */
const MOST_SYNTAX_PROBLEMS = 5;

/** The library quotes what it met, which may be the rest of the file. */
const shortened = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text);

/** Reads YAML or JSON (which is YAML). Throws RulesInvalid for text that is neither. */
export const parseDocumentText = (text: string, file: string): RulesDocument => {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    logLevel: 'error',
  });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const unreadable = (offset: number, why: string, code?: ErrorCode): RulesProblem => ({
    ...at(offset),
    what: 'the file cannot be read as YAML or JSON',
    why: shortened(why.replace(/\s+/g, ' ')),
    instead: (code && INSTEAD[code]) ?? 'mend the syntax here',
  });
  const problems = document.errors
    .slice(0, MOST_SYNTAX_PROBLEMS)
    .map(({ pos, code, message }) => unreadable(pos[0], WORDS[code] ?? message, code));
  if (problems.length > 0) throw new RulesInvalid(file, problems);
  const nodeAt = (path: Path): Node | undefined => {
    for (let depth = path.length; depth >= 0; depth--) {
      const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
      if (isNode(node)) return node;
    }
    return undefined;
  };
  const plain = plainValue(document);
  if ('why' in plain) throw new RulesInvalid(file, [unreadable(offsetOf(plain.node), plain.why)], plain.cause);
  return {
    value: plain.value,
    position: (path, inside = 0) => {
      const node = nodeAt(path);
      return at(offsetOf(node) + (inside === 0 ? 0 : insideOffset(node, text, inside)));
    },
    keyPosition: (path) => {
      const parent = nodeAt(path.slice(0, -1));
      const pair = isMap(parent)
        ? parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === path.at(-1))
        : undefined;
      return at(offsetOf(pair === undefined ? nodeAt(path) : pair.key));
    },
  };
};

const offsetOf = (node: unknown): number => (isNode(node) ? (node.range?.[0] ?? 0) : 0);

/** How far into a scalar's source a character of its value stands; 0 where escapes or folding moved it. */
const insideOffset = (node: Node | undefined, text: string, inside: number): number => {
  if (!isScalar(node) || node.range == null) return 0;
  const quotes = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? 1 : 0;
  const shown = text.slice(node.range[0] + quotes, node.range[1] - quotes);
  return shown === node.value ? quotes + inside : 0;
};

/** The document as plain values, or why its `*aliases` cannot be followed: one without its anchor, or far too many. */
const plainValue = (
  document: Document.Parsed,
): { readonly value: unknown } | { readonly node: unknown; readonly why: string; readonly cause: unknown } => {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) as unknown };
  } catch (cause) {
    let node: unknown;
    visit(document, {
      Alias: (_, alias) => {
        if (alias.resolve(document) !== undefined) return undefined;
        node = alias;
        return visit.BREAK;
      },
    });
    const why = isAlias(node)
      ? `no anchor &${node.source} stands before this *${node.source}`
      : cause instanceof Error
        ? cause.message
        : String(cause);
    return { node, why, cause };
  }
};

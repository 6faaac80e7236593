import {
  type Document,
  type ErrorCode,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
} from 'yaml';
import { plainValue } from './plain-value.ts';
import { type DeferredProblem, RulesInvalid } from './rules-problem.ts';

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
function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/**
 * Every function instance loads the rules when it starts, and matches each key against them. Two thousand rules fit, and
 * load in less than a second.
 */
export const MOST_RULES_CHARACTERS = 256 * 1024;

/** Reads YAML or JSON (which is YAML). Throws RulesInvalid for text that is neither, or too long. */
export function parseDocumentText(text: string, file: string): RulesDocument {
  if (text.length > MOST_RULES_CHARACTERS) throw new RulesInvalid(file, [() => tooLarge(text)]);
  const lines = new LineCounter();
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const unreadable =
    (offset: number, why: string, code?: ErrorCode): DeferredProblem =>
    () => ({
      ...at(offset),
      what: 'the file cannot be read as YAML or JSON',
      why: shortened(why.replace(/\s+/g, ' ')),
      instead: (code && INSTEAD[code]) ?? 'mend the syntax here',
    });
  const document = parsed(text, lines);
  if (document === undefined) throw new RulesInvalid(file, [unreadable(0, 'it is nested too deeply')]);
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
  if (!('value' in plain)) {
    throw new RulesInvalid(
      file,
      plain.slice(0, MOST_SYNTAX_PROBLEMS).map(({ node, why }) => unreadable(offsetOf(node), why)),
    );
  }
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
}

function offsetOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

/** How far into a scalar's source a character of its value stands; 0 where escapes or folding moved it. */
function insideOffset(node: Node | undefined, text: string, inside: number): number {
  if (!isScalar(node) || node.range == null) return 0;
  const quotes = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? 1 : 0;
  const shown = text.slice(node.range[0] + quotes, node.range[1] - quotes);
  return shown === node.value ? quotes + inside : 0;
}

function tooLarge(text: string) {
  return {
    line: 1,
    column: 1,
    what: 'the file is too large',
    why: `it has ${text.length} characters, and at most ${MOST_RULES_CHARACTERS} are read, since every function loads its rules when it starts`,
    instead: 'merge rules that differ in one folder into one rule with a group, like (?<app>[^/]+)',
  };
}

/** Undefined if the nesting overflows the library's stack. */
function parsed(text: string, lines: LineCounter): Document.Parsed | undefined {
  try {
    return parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      logLevel: 'error',
      // plainValue finds repeated keys.
      uniqueKeys: false,
      // Even if the file says %YAML 1.1, so that `on` and `<<` are plain keys.
      schema: 'core',
      merge: false,
      resolveKnownTags: false,
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

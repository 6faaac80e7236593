import { type ErrorCode, isMap, isNode, isPair, isScalar, LineCounter, type Node } from 'yaml';
import { findInJson } from './json-positions.ts';
import { endOfString, parseJson } from './parse-json.ts';
import { parseYaml } from './parse-yaml.ts';
import { plainValue } from './plain-value.ts';
import { type DeferredProblem, RulesInvalid } from './rules-problem.ts';

/** The path of a value in the file: keys and indexes. */
export type Path = readonly (string | number)[];

/** A parsed file with the position of each value. */
export interface RulesDocument {
  readonly value: unknown;
  /**
   * The line and column (1-based) of a value. If the value does not exist, the position of the closest value around it.
   * `inside` is an offset in a text. It is ignored if the file contains the text with escapes or folded lines.
   */
  position(path: Path, inside?: number): { readonly line: number; readonly column: number };
  /** The line and column of the key instead of its value. */
  keyPosition(path: Path): { readonly line: number; readonly column: number };
}

/** Messages that replace those of the YAML library. */
const MESSAGES: Partial<Record<ErrorCode, string>> = {
  MULTIPLE_DOCS: 'a second document begins here, but a rules file has only one',
};

/** Advice that is more specific than `fix the syntax here`. Regexes often contain backslashes. */
const INSTEAD: Partial<Record<ErrorCode, string>> = {
  BAD_DQ_ESCAPE: 'put the text in single quotes, where a backslash is an ordinary character',
};

/** The maximum number of reported syntax errors. Later errors are usually a result of the first ones. */
const MOST_SYNTAX_PROBLEMS = 5;

/** Shortens a message of the library, which can quote the rest of the file. */
function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/**
 * The maximum length of a rules file in JSON. A hundred thousand rules fit. Every function instance loads the file at
 * startup, and each rule costs it about 40 microseconds and 3 KB.
 */
export const MOST_RULES_CHARACTERS = 32 * 1024 * 1024;

/**
 * The maximum length of a rules file in YAML. Ten thousand rules fit. The parser takes about a microsecond and several
 * hundred bytes for each character, a hundred times as much as JSON.
 */
export const MOST_YAML_CHARACTERS = 4 * 1024 * 1024;

/**
 * Parses a rules file in YAML or JSON. JSON is a subset of YAML.
 *
 * @throws RulesInvalid if the syntax is wrong or the text is too long.
 */
export function parseDocumentText(text: string, file: string): RulesDocument {
  if (text.length > MOST_RULES_CHARACTERS) throw new RulesInvalid(file, [() => tooLarge(text, 'JSON')]);
  return jsonDocument(text) ?? yamlDocument(text, file);
}

/** The text as JSON, with the position of each value. Undefined if the YAML parser must read it. */
function jsonDocument(text: string): RulesDocument | undefined {
  const parsed = parseJson(text);
  return (
    parsed && {
      value: parsed.value,
      position: (path, inside = 0) => {
        const { value } = findInJson(text, path);
        // An offset in a string with escapes is not the same in the text.
        const isPlain = text[value] === '"' && !text.slice(value, endOfString(text, value)).includes('\\');
        return positionIn(text, value + (inside > 0 && isPlain ? 1 + inside : 0));
      },
      keyPosition: (path) => {
        const { key, value } = findInJson(text, path);
        return positionIn(text, key ?? value);
      },
    }
  );
}

function positionIn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function yamlDocument(text: string, file: string): RulesDocument {
  if (text.length > MOST_YAML_CHARACTERS) throw new RulesInvalid(file, [() => tooLarge(text, 'YAML')]);
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
      instead: (code && INSTEAD[code]) ?? 'fix the syntax here',
    });
  const document = parseYaml(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
    // plainValue reports repeated keys.
    uniqueKeys: false,
    // Applies even if the file declares %YAML 1.1, so that `on` and `<<` are ordinary keys.
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
  });
  if (document === undefined) throw new RulesInvalid(file, [unreadable(0, 'it is nested too deeply')]);
  const unquoted = unquotedTemplate(text, document.errors[0]?.pos[0]);
  if (unquoted !== undefined) {
    throw new RulesInvalid(file, [
      () => ({
        ...at(unquoted.offset),
        what: 'the file cannot be read as YAML or JSON',
        why: `the template ${unquoted.template} contains braces and is not in quotes`,
        instead: `write '${unquoted.template}'`,
      }),
    ]);
  }
  const problems = document.errors
    .slice(0, MOST_SYNTAX_PROBLEMS)
    .map(({ pos, code, message }) => unreadable(pos[0], MESSAGES[code] ?? message, code));
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

/** The words of a line of YAML. */
const WORD = /[^\s'",[\]#]+/g;

/** A name in braces. */
const NAME = /\{\w+(?::\*\*)?\}/;

/** The template without quotes in the line of the first syntax error. YAML reads its braces as an object. */
function unquotedTemplate(text: string, error: number | undefined) {
  if (error === undefined) return undefined;
  const start = text.lastIndexOf('\n', error - 1) + 1;
  const end = text.indexOf('\n', error);
  const line = text.slice(start, end === -1 ? undefined : end);
  for (const { 0: template, index } of line.slice(0, 2000).matchAll(WORD)) {
    const before = line.slice(0, index);
    const isQuoted = [`'`, '"'].some((quote) => before.split(quote).length % 2 === 0);
    if (!isQuoted && template.includes('/') && NAME.test(template)) return { template, offset: start + index };
  }
  return undefined;
}

function offsetOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

/**
 * Converts an offset in the value of a scalar to an offset in its source. Returns 0 if the two differ because of escapes or
 * folding.
 */
function insideOffset(node: Node | undefined, text: string, inside: number): number {
  if (!isScalar(node) || node.range == null) return 0;
  const quotes = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? 1 : 0;
  const shown = text.slice(node.range[0] + quotes, node.range[1] - quotes);
  return shown === node.value ? quotes + inside : 0;
}

function tooLarge(text: string, form: 'JSON' | 'YAML') {
  const most = form === 'JSON' ? MOST_RULES_CHARACTERS : MOST_YAML_CHARACTERS;
  return {
    line: 1,
    column: 1,
    what: 'the file is too large',
    why: `it has ${text.length} characters, and the limit of ${form} is ${most}, because every function loads the rules when it starts`,
    instead:
      form === 'YAML'
        ? 'write it as JSON, or merge rules that differ in one folder into one rule with a group, like (?<app>[^/]+)'
        : 'merge rules that differ in one folder into one rule with a group, like (?<app>[^/]+)',
  };
}

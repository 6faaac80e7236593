import { LEADING_SLASHES } from '../../object-key.ts';
import type { TemplateProblem } from '../pattern/template.ts';

/** A piece of a path segment: literal text, or a name that stands for one or more characters other than `/`. */
export type TextPiece =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string; readonly at: number };

/** A piece of a key template. A path stands for one or more segments. `at` is the offset in the template. */
export type KeyPiece = TextPiece | { readonly kind: 'path'; readonly name: string; readonly at: number };

/** A piece, or the problem at this place. */
type Parsed = KeyPiece | { readonly problem: TemplateProblem };

const TOKENS = /\{\{|\}\}|\{[^{}]*\}|[{}]|[^{}]+/g;

/**
 * Parses a key template like `maven/{path:**}/{artifact}/{version}/{artifact}-{version}.jar`. `{{` and `}}` are literal
 * braces.
 */
export function parseKeyTemplate(text: string): readonly KeyPiece[] | TemplateProblem {
  const pieces: KeyPiece[] = [];
  for (const { 0: token, index } of text.matchAll(TOKENS)) {
    const isName = token.startsWith('{') && token.endsWith('}');
    const parsed = isName ? parseName(token, index) : parseLiteral(token, index);
    if ('problem' in parsed) return parsed.problem;
    const last = pieces.at(-1);
    if (parsed.kind === 'literal' && last?.kind === 'literal') {
      pieces.splice(-1, 1, { kind: 'literal', text: last.text + parsed.text });
    } else pieces.push(parsed);
  }
  return CHECKS.map((check) => check(pieces, text)).find((problem) => problem !== undefined) ?? pieces;
}

function problem(at: number, why: string, instead: string): { readonly problem: TemplateProblem } {
  return { problem: { at, why, instead } };
}

function parseLiteral(token: string, at: number): Parsed {
  if (token === '{' || token === '}') {
    return problem(at, `"${token}" has no matching brace`, `write ${token}${token} for a literal brace`);
  }
  const group = token.search(/\(\?P?</);
  if (group !== -1)
    return problem(at + group, '(?<...> is regex syntax', 'write {name}, or write regex: instead of key:');
  const star = token.indexOf('*');
  if (star !== -1) {
    return problem(
      at + star,
      '* is not a wildcard in a key template',
      'write {name}, or {name:**} for several folders',
    );
  }
  return { kind: 'literal', text: token === '{{' ? '{' : token === '}}' ? '}' : token };
}

function parseName(token: string, at: number): Parsed {
  const inside = token.slice(1, -1);
  const end = inside.indexOf(':');
  const colon = end === -1 ? '' : ':';
  const name = end === -1 ? inside : inside.slice(0, end);
  const option = end === -1 ? '' : inside.slice(end + 1);
  if (name === '')
    return problem(at, `${token} has no name`, `write {name${colon}${option}}, or {{}} for literal braces`);
  const part = /^(\w+)\.\w+$/.exec(name);
  if (part !== null) {
    const why = `${token} is a part of an order value, and only alias keys have those`;
    return problem(at, why, `write {${part[1]}}`);
  }
  if (!/^\w+$/.test(name)) {
    const why = `"${name}" is not a name, which consists of letters, digits and _`;
    return problem(at, why, `write {${name.trim().replace(/\W+/g, '_')}}`);
  }
  if (colon === '') return { kind: 'name', name, at };
  if (option === '**') return { kind: 'path', name, at };
  const why =
    option === '' ? `nothing follows the colon in ${token}` : `"${option}" is not known; only ** can follow a colon`;
  const instead = `write {${name}} for text within one folder or file name, or {${name}:**} for several folders`;
  return problem(
    at,
    why,
    option === '' || option === '*' ? instead : `${instead}; for other patterns, write regex: instead`,
  );
}

/** Checks one requirement of a whole template. */
type Check = (pieces: readonly KeyPiece[], text: string) => TemplateProblem | undefined;

const beginsWithSlash: Check = (_, text) =>
  LEADING_SLASHES.test(text)
    ? {
        at: 0,
        why: 'no object key begins with / or \\',
        instead: `write "${text.replace(LEADING_SLASHES, '')}"`,
      }
    : undefined;

const joinsNames: Check = (pieces) => {
  const at = pieces.findIndex((piece, i) => piece.kind !== 'literal' && pieces[i + 1]?.kind === 'name');
  const [first, second] = [pieces[at], pieces[at + 1]];
  if (first === undefined || second === undefined || first.kind === 'literal' || second.kind === 'literal')
    return undefined;
  return {
    at: second.at,
    why: `it is ambiguous where {${first.name}} ends and {${second.name}} begins`,
    instead: `write literal text between them, like {${first.name}}-{${second.name}}, or one name for both`,
  };
};

const splitsSegment: Check = (pieces) => {
  const piece = pieces.find(
    (one, i) => one.kind === 'path' && !(endsSegment(pieces[i - 1]) && beginsSegment(pieces[i + 1])),
  );
  if (piece?.kind !== 'path') return undefined;
  return {
    at: piece.at,
    why: `{${piece.name}:**} stands for whole folders, and other text is next to it`,
    instead: `write / before and after it, or {${piece.name}} for a part of one folder or file name`,
  };
};

function endsSegment(before: KeyPiece | undefined): boolean {
  return before === undefined || (before.kind === 'literal' && before.text.endsWith('/'));
}

function beginsSegment(after: KeyPiece | undefined): boolean {
  return after === undefined || (after.kind === 'literal' && after.text.startsWith('/'));
}

const repeatsPath: Check = (pieces) => {
  const names = pieces.map((piece) => (piece.kind === 'literal' ? undefined : piece.name));
  const repeated = pieces.find(
    (piece, i) =>
      piece.kind !== 'literal' &&
      names.indexOf(piece.name) < i &&
      pieces.some((one) => one.kind === 'path' && one.name === piece.name),
  );
  if (repeated === undefined || repeated.kind === 'literal') return undefined;
  return {
    at: repeated.at,
    why: `{${repeated.name}:**} can occur only once in a key template`,
    instead: 'give one of them another name',
  };
};

/** In this order. Only the first problem is reported. */
const CHECKS: readonly Check[] = [beginsWithSlash, repeatsPath, splitsSegment, joinsNames];

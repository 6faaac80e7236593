import { memoize } from '../../memoize.ts';

/** A piece of a template: literal text, a group of the regex, or a part of the order value. */
export type TemplatePiece =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'part'; readonly of: string; readonly part: string };

/** A parsed template. */
export type Template = readonly TemplatePiece[];

/** The parts of ordered values, by the name before the dot: `order`, or the group of the value. */
export type NamedParts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The values that fill a template. A group that did not take part in the match is absent. */
export interface TemplateValues {
  readonly groups: Readonly<Record<string, string>>;
  readonly parts: NamedParts;
}

/** Why a template cannot be parsed. */
export interface TemplateProblem {
  /** The offset of the problem in the template, counted from 0. */
  readonly at: number;
  readonly why: string;
  /** What to write instead. */
  readonly instead: string;
}

/** Parses a template like `releases/{app}/v{version.major}`. `{{` and `}}` are literal braces. */
export function parseTemplate(text: string): Template | TemplateProblem {
  const start = /^[^{}]*/.exec(text)?.[0] ?? '';
  const rest = parseRest(text.slice(start.length));
  if ('why' in rest) return { ...rest, at: start.length + rest.at };
  return start === '' ? rest : [{ kind: 'literal', text: start }, ...rest];
}

/** Folders without braces, and without characters that some place of a template does not allow. */
const PLAIN_FOLDERS = /^(?:[^/\\{}*(]+\/)+(?=[^/\\])/;

/** Cuts a template behind the folders with which it begins. */
export function cutTemplate(text: string): { readonly start: string; readonly rest: string } {
  const start = PLAIN_FOLDERS.exec(text)?.[0] ?? '';
  return { start, rest: text.slice(start.length) };
}

/** Templates that differ only in a folder name share what follows. */
const parseRest = memoize((text): Template | TemplateProblem => {
  const pieces: TemplatePiece[] = [];
  for (const match of text.matchAll(/\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+/g)) {
    const [token, inside] = match;
    if (inside !== undefined) {
      const name = /^(\w+)(?:\.(\w+))?$/.exec(inside);
      if (name === null) {
        return { at: match.index, why: `{${inside}} is not a name`, instead: 'write {group} or {group.part}' };
      }
      const [, group = '', part] = name;
      pieces.push(part === undefined ? { kind: 'group', group } : { kind: 'part', of: group, part });
    } else if (token === '{' || token === '}') {
      return {
        at: match.index,
        why: `"${token}" has no matching brace`,
        instead: `write ${token}${token} for a literal brace`,
      };
    } else {
      pieces.push({ kind: 'literal', text: token === '{{' ? '{' : token === '}}' ? '}' : token });
    }
  }
  return pieces;
});

/** The literal text at the start of a template. */
export function literalStart(template: Template): string {
  let start = '';
  for (const piece of template) {
    if (piece.kind !== 'literal') break;
    start += piece.text;
  }
  return start;
}

/** The literal text at the end of a template. */
export function literalEnd(template: Template): string {
  const from = template.findLastIndex(({ kind }) => kind !== 'literal') + 1;
  return literalStart(template.slice(from));
}

/** Fills a template. Returns undefined if it names a group that did not take part in the match. */
export function renderTemplate(template: Template, values: TemplateValues): string | undefined {
  let text = '';
  for (const piece of template) {
    const value =
      piece.kind === 'literal'
        ? piece.text
        : piece.kind === 'group'
          ? values.groups[piece.group]
          : values.parts[piece.of]?.[piece.part];
    if (value === undefined) return undefined;
    text += value;
  }
  return text;
}

/** A piece of a template as written. */
export function pieceText(piece: TemplatePiece): string {
  if (piece.kind === 'literal') return piece.text;
  return piece.kind === 'group' ? `{${piece.group}}` : `{${piece.of}.${piece.part}}`;
}

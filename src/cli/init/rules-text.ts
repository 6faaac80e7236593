import { compileKeyTemplate } from '../../rules/key-template/key-pattern.ts';
import { escapeForTerminal } from '../terminal/escape-for-terminal.ts';
import { literal, written } from './alias-templates.ts';
import { type KeyShape, SEGMENT } from './key-shape.ts';
import { partsOf } from './merge-shapes.ts';
import { type InitOrderName, initOrder } from './orders.ts';

export interface RulesTextParts {
  /** The name of the file, for the comments. */
  readonly file: string;
  readonly name: string;
  readonly order: InitOrderName;
  readonly shape: KeyShape;
  readonly aliases: readonly string[];
  /** Commented lines with further aliases. */
  readonly moreAliases: readonly string[];
  /** The line for files that move together, in use or as a comment. */
  readonly release: { readonly line: string; readonly isUsed: boolean } | undefined;
}

/** A rules file with one rule and comments for a first reader. */
export function rulesText({ file, name, order, shape, aliases, moreAliases, release }: RulesTextParts): string {
  const { says, group } = initOrder(order);
  const on = order === 'uploaded' ? '' : `, on: ${shape.on === undefined ? group : yamlText(shape.on)}`;
  const format = shape.format === undefined ? '' : `, format: ${yamlText(shape.format)}`;
  const lines = [
    '# Which aliases there are, and which object each points at.',
    `# Check this file: autoalias validate ${escapeForTerminal(file)}`,
    `# See what the rules do with a key, and why: autoalias explain <key> --rules ${escapeForTerminal(file)}`,
    '# Have an editor complete it: autoalias schema --help',
    'version: 1',
    'rules:',
    `  - name: ${yamlText(name)}`,
    `    # Candidates are the objects with keys like ${escapeForTerminal(shape.example)}`,
    '    match:',
    ...matchLines(shape, order),
    `    # The greatest wins. ${order} is ${says}.`,
    `    order: { by: ${order}${on}${format} }`,
    '    aliases:',
    ...aliases.map((alias) => `      - ${yamlText(alias)}`),
    ...moreAliases.map((line) => `      # ${line}`),
    ...(release === undefined
      ? []
      : [
          '    # The files of one version move together, once the file is there that is uploaded last.',
          `    ${release.isUsed ? '' : '# '}${release.line}`,
        ]),
    '    # When the target is deleted: repoint (at the next best), remove (the alias), or keep (it as it is).',
    '    onDelete: repoint',
    '    # If a real object has the key of an alias: refuse (keep the object), or replace (it).',
    '    onConflict: refuse',
  ];
  return `${lines.join('\n')}\n`;
}

/** The lines of `match`: a key template if one describes the keys, or else a prefix and a regex. */
function matchLines(shape: KeyShape, order: InitOrderName): readonly string[] {
  const template = keyTemplateOf(shape, order);
  if (template !== undefined) {
    return [
      '      # The whole key. {name} is any text in one folder or file name, also in the aliases below.',
      `      key: ${yamlText(template)}`,
    ];
  }
  const prefix = [
    '      # All of them begin with it; nothing else is listed.',
    `      prefix: ${yamlText(shape.prefix)}`,
  ];
  return [
    ...(shape.prefix === '' ? [] : prefix),
    '      # The whole key. (?<name>...) is a group, written {name} in the aliases below. RE2 syntax: no',
    '      # look-around, no back-references.',
    `      regex: ${yamlText(regexOf(shape))}`,
  ];
}

/** Orders that read every text. With a template, `app-sums` would be a candidate next to `app-9`. */
const READS_EVERYTHING: ReadonlySet<InitOrderName> = new Set(['natural', 'lexical', 'uploaded']);

/**
 * The key template of a shape. Undefined if it would match other keys: a group that is not a whole folder or file name begins
 * with a digit, and if a name is next to it, only a regex says where one ends.
 */
export function keyTemplateOf({ prefix, pieces }: KeyShape, order: InitOrderName): string | undefined {
  const narrow = pieces.filter((piece) => 'group' in piece && piece.isPath !== true && piece.pattern !== SEGMENT);
  if (narrow.length > 1 || (narrow.length === 1 && READS_EVERYTHING.has(order))) return undefined;
  const text = literal(prefix) + pieces.flatMap(partsOf).map(written).join('');
  return 'why' in compileKeyTemplate(text) ? undefined : text;
}

/** The regex of a shape, with its prefix. */
export function regexOf({ prefix, pieces }: KeyShape): string {
  return `^${escaped(prefix)}${pieces
    .flatMap(partsOf)
    .map((piece) => ('group' in piece ? `(?<${piece.group}>${piece.pattern})` : escaped(piece.text)))
    .join('')}$`;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** Unquoted if YAML reads it as this text; as a JSON string, which is valid YAML, if it has control characters. */
export function yamlText(text: string): string {
  if (/^[A-Za-z][A-Za-z0-9/._-]*$/.test(text) && !RESERVED.test(text)) return text;
  if (/[\p{Cc}\u2028\u2029\ufeff]/u.test(text)) return JSON.stringify(text);
  return `'${text.replaceAll("'", "''")}'`;
}

const RESERVED = /^(?:true|false|yes|no|on|off|null|y|n)$/i;

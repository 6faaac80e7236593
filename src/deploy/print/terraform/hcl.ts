import { type DocumentValue, splitComment, wrapComment } from '../document-value.ts';

/** An expression of Terraform that is printed as it is, for example `var.bucket`. */
export class HclExpression {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

/** A value of an argument. Texts are templates already: the caller has escaped their literal parts. */
export type HclValue =
  | string
  | number
  | boolean
  | HclExpression
  | readonly HclValue[]
  | { readonly [name: string]: HclValue | undefined };

/** A block with arguments and nested blocks. */
export interface HclBlock {
  readonly comment?: string | undefined;
  /** The type and its labels: `resource`, `alicloud_ram_role`, `sweep`. */
  readonly header: readonly [type: string, ...labels: readonly string[]];
  readonly arguments: Readonly<Record<string, HclValue | undefined>>;
  readonly blocks?: readonly HclBlock[] | undefined;
}

/** Escapes a text so that Terraform reads no template in it. */
export function escapeTemplate(literal: string): string {
  return literal.replaceAll(/[$%](?=\{)/g, (sign) => `${sign}${sign}`);
}

/** Prints blocks as HCL, in the form of `terraform fmt`. */
export function printHcl(blocks: readonly HclBlock[], head: string): string {
  return `${[commentOf(head, ''), ...blocks.map((block) => printBlock(block, ''))].join('\n')}`;
}

function commentOf(comment: string | undefined, indent: string): string {
  if (comment === undefined) return '';
  return wrapComment(comment, 110)
    .map((line) => `${indent}${line === '' ? '#' : `# ${line}`}\n`)
    .join('');
}

function printBlock(
  { comment, header: [type, ...labels], arguments: values, blocks = [] }: HclBlock,
  indent: string,
): string {
  const inside = `${indent}  `;
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const lines = printFields(given, inside, (name) => name);
  const nested = blocks.map((block) => printBlock(block, inside));
  const body = [...(lines === '' ? [] : [lines]), ...nested].join('\n');
  const title = [type, ...labels.map((label) => JSON.stringify(label))].join(' ');
  const start = `${commentOf(comment, indent)}${indent}${title} {`;
  return body === '' ? `${start}}\n` : `${start}\n${body}${indent}}\n`;
}

/** `terraform fmt` aligns the equals signs of neighboring lines. A value of several lines ends such a group. */
function printFields(
  fields: readonly (readonly [name: string, value: HclValue])[],
  indent: string,
  nameOf: (name: string) => string,
): string {
  const printed = fields.map(([name, value]) => ({ name: nameOf(name), text: printValue(value, indent) }));
  let lines = '';
  for (let from = 0; from < printed.length; ) {
    const isLong = (at: number) => printed[at]?.text.includes('\n') === true;
    let to = from + 1;
    if (!isLong(from)) while (to < printed.length && !isLong(to)) to++;
    const group = printed.slice(from, to);
    const width = Math.max(...group.map(({ name }) => name.length));
    for (const { name, text } of group) lines += `${indent}${name.padEnd(width)} = ${text}\n`;
    from = to;
  }
  return lines;
}

function printValue(value: HclValue, indent: string): string {
  if (value instanceof HclExpression) return value.source.replaceAll('\n', `\n${indent}`);
  if (typeof value === 'string') return quote(value);
  if (typeof value !== 'object') return String(value);
  const inside = `${indent}  `;
  if (isList(value)) {
    const items = value.map((item) => printValue(item, inside));
    const line = `[${items.join(', ')}]`;
    if (line.length + indent.length <= 110 && !line.includes('\n')) return line;
    return `[\n${items.map((item) => `${inside}${item},\n`).join('')}${indent}]`;
  }
  const given = Object.entries(value).flatMap(([name, one]) => (one === undefined ? [] : [[name, one] as const]));
  if (given.length === 0) return '{}';
  return `{\n${printFields(given, inside, keyOf)}${indent}}`;
}

function isList(value: object): value is readonly HclValue[] {
  return Array.isArray(value);
}

/** A name with other characters than those of an identifier needs quotes. */
function keyOf(name: string): string {
  return /^[A-Za-z_][\w-]*$/.test(name) ? name : quote(name);
}

/** A quoted template. Only these escapes exist, so JSON.stringify would write others. */
function quote(text: string): string {
  // `terraform fmt` and editors warn about a template that is only a reference.
  const reference = /^\$\{([a-z_][\w.]*)\}$/.exec(text)?.[1];
  if (reference !== undefined) return reference;
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `"${escaped}"`;
}

/** A call of jsonencode, for arguments that are JSON texts. */
export function jsonEncode(value: HclValue): HclExpression {
  return new HclExpression(`jsonencode(${printValue(value, '')})`);
}

/** A map without the entries whose value is an empty text. */
export function filteredMap(entries: Readonly<Record<string, HclValue>>): HclExpression {
  return new HclExpression(`{ for name, value in ${printValue(entries, '')} : name => value if value != "" }`);
}

/** A value with comments as a value of Terraform. Comments inside values are left out. */
export function withoutComments(value: DocumentValue): HclValue {
  const { bare } = splitComment(value);
  if (typeof bare !== 'object') return bare;
  if (Array.isArray(bare)) return bare.map((item: DocumentValue) => withoutComments(item));
  return Object.fromEntries(
    Object.entries(bare).flatMap(([name, one]) => (one === undefined ? [] : [[name, withoutComments(one)]])),
  );
}

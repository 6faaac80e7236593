import { Document, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { type BareValue, type DocumentValue, splitComment, wrapComment } from './document-value.ts';

/** How a YAML document is laid out. */
export interface YamlLayout {
  /** Whether an empty line precedes a field, given the names that lead to it. */
  readonly isSpaced: (path: readonly string[]) => boolean;
  /** Whether a map is written on one line. */
  readonly isInline: (value: object) => boolean;
}

/** Prints a value as YAML, with its comments. `head` is the comment at the top. */
export function printYaml(value: DocumentValue, head: string, layout: YamlLayout): string {
  const document = new Document();
  document.contents = nodeOf(value, { path: [], isFlow: false, layout });
  // A folded string would be harder to compare and to search.
  const body = document.toString({ lineWidth: 0, flowCollectionPadding: true, indentSeq: true });
  return `${wrapComment(head)
    .map((line) => (line === '' ? '#' : `# ${line}`))
    .join('\n')}\n${body}`;
}

interface Place {
  readonly path: readonly string[];
  /** Whether the value is inside a collection on one line. */
  readonly isFlow: boolean;
  readonly layout: YamlLayout;
}

function nodeOf(value: DocumentValue, place: Place): Scalar | YAMLMap | YAMLSeq {
  const { comment, bare } = splitComment(value);
  const node = bareNode(bare, place);
  if (comment !== undefined) node.commentBefore = commentLines(comment);
  return node;
}

function commentLines(comment: string): string {
  return wrapComment(comment)
    .map((line) => ` ${line}`)
    .join('\n');
}

function bareNode(value: BareValue, place: Place): Scalar | YAMLMap | YAMLSeq {
  if (typeof value !== 'object') return scalarOf(value, place.isFlow);
  if (isList(value)) return listNode(value, place);
  const { path, layout } = place;
  const map = new YAMLMap();
  map.flow = place.isFlow || layout.isInline(value);
  const fields = Object.entries(value).flatMap(([name, field]) =>
    field === undefined ? [] : [[name, field] as const],
  );
  fields.forEach(([name, field], i) => {
    const inside = { path: [...path, name], isFlow: map.flow === true, layout };
    const { comment, bare } = splitComment(field);
    const key = scalarOf(name, inside.isFlow);
    if (comment !== undefined) key.commentBefore = commentLines(comment);
    if (i > 0 && layout.isSpaced(inside.path)) key.spaceBefore = true;
    map.items.push(new Pair(key, bareNode(bare, inside)));
  });
  return map;
}

/** The most characters of a list on one line. */
const MOST_INLINE = 80;

function listNode(values: readonly DocumentValue[], { path, isFlow, layout }: Place): YAMLSeq {
  const list = new YAMLSeq();
  const isShort = values.every((one) => typeof one !== 'object') && values.join(', ').length <= MOST_INLINE;
  list.flow = isFlow || isShort;
  list.items = values.map((item) => nodeOf(item, { path, isFlow: list.flow === true, layout }));
  return list;
}

/** Array.isArray does not narrow a readonly array. */
function isList(value: object): value is readonly DocumentValue[] {
  return Array.isArray(value);
}

/** Words that YAML 1.1 reads as booleans or null. Vendors read templates with either version. */
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|~)$/i;

function scalarOf(value: string | number | boolean, isFlow: boolean): Scalar {
  const scalar = new Scalar(value);
  if (typeof value !== 'string') return scalar;
  // Older parsers reject a colon in a plain text on one line with others. Numbers and dates must remain texts.
  const isUnsafe = WORDS.test(value) || /^[\d.+-]/.test(value) || (isFlow && /[:?]/.test(value));
  if (isUnsafe) scalar.type = 'QUOTE_DOUBLE';
  return scalar;
}

import type { seededRandom } from '../../../rules/seeded-random.ts';

type Random = ReturnType<typeof seededRandom>;

function one<T>(random: Random, items: readonly T[]): T {
  return items[random.below(items.length)] as T;
}

const KEYS = [
  'a',
  'a%2Fb',
  'releases%2Fapp%2F1.10.0%2Fapp.tgz',
  '%E7%9B%AE',
  '目录/文件名称.tgz',
  'a+b',
  '',
  ' a ',
  '%',
  '>',
];
const TIMES = ['2025-01-01T00:00:00.000Z', 'Wed, 01 Jan 2025 00:00:00 GMT', '2025-02-30T00:00:00.000Z'];
const ETAGS = ['"5D41402ABC4B2A76B9719D911017C592"', '&quot;AB&quot;', 'AB', '"', '""', '"AB', 'AB"', '""AB""', ''];
const SIZES = ['0', '5', '5368709120', '007', '9007199254740991'];
const TYPES = ['Normal', 'Symlink', 'Multipart', 'AKindOfObjectWithALongName'];
const CLASSES = ['Standard', 'IA', 'DeepColdArchive', 'Other', ''];
const RESTORES = [
  'ongoing-request="true"',
  'ongoing-request="false", expiry-date="Fri, 27 Nov 2026 23:30:00 GMT"',
  'x',
];
const OWNER = '<Owner><ID>1</ID><DisplayName>me</DisplayName></Owner>';

/** How often something rare happens, of a hundred. */
type Rarity = 0 | 3 | 10;

function leaf(name: string, text: string): string {
  return `<${name}>${text}</${name}>`;
}

function optional(random: Random, text: string): string {
  return random.below(2) === 0 ? text : '';
}

function entry(random: Random, name: string, gap: string): string {
  const isMarker = name === 'DeleteMarker';
  const elements = [
    leaf('Key', one(random, KEYS)),
    ...(name === 'Contents'
      ? []
      : [
          leaf('VersionId', one(random, ['', 'null', 'CAEQNhiBgMDJgZCA0BYi'])),
          leaf('IsLatest', one(random, ['true', 'false'])),
        ]),
    leaf('LastModified', one(random, TIMES)),
    ...(isMarker
      ? []
      : [leaf('ETag', one(random, ETAGS)), leaf('Type', one(random, TYPES)), leaf('Size', one(random, SIZES))]),
    ...(isMarker
      ? []
      : [
          optional(random, leaf('StorageClass', one(random, CLASSES))),
          optional(random, leaf('RestoreInfo', one(random, RESTORES))),
        ]),
    optional(random, OWNER),
  ];
  return leaf(name, gap + elements.join(gap));
}

/** What no store is known to write, and XML allows: each form must be read as the parser reads it, or refused. */
const ODD: readonly ((entry: string, random: Random) => string)[] = [
  (text) => `<!-- ${text} -->`,
  (text) => `<![CDATA[${text}]]>`,
  (text) => `<Inner>${text}</Inner>`,
  (text) => text.replace('<Key>', '<Key x="1">'),
  (text) => text.replace('<Key>', '<Key><!-- c -->'),
  (text) => text.replace('<Key>', '<Key><b/>'),
  (text) => text.replace('</Key>', '</Key ><Key>second</Key>'),
  (text) => text.replace('<Size>', '<Size>&#53;'),
  (text) => text.replace('<ETag>', '\r\n<ETag>'),
  (text) => text.replace('<Type>', '<?pi x?><Type>'),
  (text) => text.replace(/<Size>.*<\/Size>/, ''),
  (text) => text.replace(/<(\w+)>[^<]*<\/\1>/, '<$1/>'),
  (text) => text.replace('Contents', 'Content'),
  (text) => `${text}<autoalias-entries/>`,
  (text, random) => text.slice(0, random.below(text.length)),
];

/** A page of a listing of one of these kinds of entries, mostly as a store writes it. */
export function randomPage(random: Random, root: string, names: readonly string[]): string {
  const oddness = one<Rarity>(random, [0, 0, 3, 10]);
  const isOdd = (): boolean => random.below(100) < oddness;
  const gap = one(random, ['', '', '\n  ', ' \t']);
  const entries = Array.from({ length: random.below(8) }, () => {
    const text = entry(random, one(random, names), gap);
    return isOdd() ? one(random, ODD)(text, random) : text;
  });
  const fields = [
    leaf('Name', 'demo'),
    optional(random, leaf('EncodingType', 'url')),
    leaf('IsTruncated', isOdd() ? one(random, ['maybe', '']) : one(random, ['true', 'false'])),
    optional(random, leaf('NextContinuationToken', one(random, ['a%2Bb%3D', 'CgJiYxAB', '']))),
    optional(random, leaf('NextKeyMarker', one(random, ['b%20', '']))),
    optional(random, leaf('NextVersionIdMarker', 'CAEQNhiBgMDJgZCA0BYi')),
    optional(random, leaf('CommonPrefixes', leaf('Prefix', 'x%20/'))),
    ...(isOdd() ? [one(random, ['<!-- <Contents> -->', '<a><Contents/></a>', '&amp;', '<Contents/>'])] : []),
  ];
  // Fields come before the entries, after them, or between them.
  const at = one(random, [0, 0, fields.length, random.below(fields.length + 1)]);
  const inside = isOdd()
    ? [...fields, ...entries].sort(() => random.below(3) - 1)
    : [...fields.slice(0, at), ...entries, ...fields.slice(at)];
  const head = one(random, ['', '<?xml version="1.0" encoding="UTF-8"?>\n', '\uFEFF']);
  return `${head}${leaf(root, inside.join(gap))}${isOdd() ? one(random, ['<a/>', '<!-- <Contents> -->', 'x']) : ''}`;
}

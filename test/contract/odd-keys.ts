/** Valid keys that often break something: URLs, XML, headers, or an order that is not byte order. */
export const ODD_KEYS: readonly string[] = [
  'plain.txt',
  'with space.txt',
  ' leading and trailing ',
  'plus+plus++.tgz',
  '100%.txt',
  'already%20encoded%2Fkey',
  'quotes "double" \'single\'',
  'xml <a> & &amp; ]]> </Key>',
  'query?versionId=null&x=1',
  'hash#fragment',
  'semi;colon,comma:colon=equals@at!*()~',
  'back\\slash',
  '版本/最新/包.tgz',
  'Ärger/ünïcödé',
  'e\u0301 is not \u00e9',
  '😀/🚀.bin',
  '\uffee before 😀 in bytes, behind it in UTF-16',
  'dots/./and/../up',
  'double//slash',
  'trailing/slash/',
  'brackets[0]{1}^`|',
  'line\nbreak and\ttab',
  `long/${'n'.repeat(1018)}`,
];

/** Keys that every store must refuse. */
export const BAD_KEYS: readonly string[] = [
  '/leading-slash',
  '\\leading-backslash',
  'x'.repeat(1024),
  '版'.repeat(342),
];

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

/** Keys that a store must refuse whose longest key has so many bytes. */
export function badKeys(longest: number): readonly string[] {
  return ['/leading-slash', '\\leading-backslash', 'x'.repeat(longest + 1), '版'.repeat(Math.ceil((longest + 1) / 3))];
}

/** The same for BOS, whose keys are one byte longer and have no path segments `.` and `..`. */
export const BOS_KEYS = {
  odd: ODD_KEYS.filter((key) => !/(?:^|\/)\.{1,2}(?:\/|$)/.test(key)),
  bad: [...badKeys(1024), 'a/../b'],
} as const;

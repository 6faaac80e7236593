import { expect, test } from 'vitest';
import { bodyDigest } from '../../src/bucket/body-digest.ts';

const EMPTY = { size: 0, etag: 'D41D8CD98F00B204E9800998ECF8427E', crc64: '0' };
/** The check value of CRC-64/XZ, and the MD5 of the same nine digits. */
const DIGITS = { size: 9, etag: '25F9E794323B453885F5181F1B624D0B', crc64: String(0x995dc9bbdf1939fan) };

test.each([
  ['nothing', [], EMPTY],
  ['empty pieces', ['', ''], EMPTY],
  ['one piece', ['123456789'], DIGITS],
  ['pieces', ['1', '2345', '', '6789'], DIGITS],
])('of %s', (_, pieces, expected) => {
  const digest = bodyDigest();
  for (const piece of pieces) digest.update(new TextEncoder().encode(piece));
  expect(digest.finish()).toEqual(expected);
});

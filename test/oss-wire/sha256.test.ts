import * as nodeCrypto from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { hmacSha256, sha256Hex } from '../../src/oss-wire/sha256.ts';

/** With the one-call hash of this Node.js, if it has one, and as Node.js 20.11 would do it. */
const ways = [
  ['in one call', nodeCrypto.hash],
  ['without crypto.hash', undefined],
] as const;

const texts = ['', 'abc', 'é目😀', 'x'.repeat(341), 'x'.repeat(342), '目'.repeat(341), 'y'.repeat(5000)];

describe.each(ways)('%s', (_, hashOnce) => {
  // NIST, "Examples with Intermediate Values".
  test('SHA-256 of abc', () => {
    expect(sha256Hex('abc', hashOnce)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  test('SHA-256 of bytes', () => {
    expect(sha256Hex(Buffer.from('abc'), hashOnce)).toBe(sha256Hex('abc', hashOnce));
  });

  // RFC 4231, cases 1, 2 and 6.
  test.each([
    [Buffer.alloc(20, 0x0b), 'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
    [
      Buffer.from('Jefe'),
      'what do ya want for nothing?',
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    ],
    [
      Buffer.alloc(131, 0xaa),
      'Test Using Larger Than Block-Size Key - Hash Key First',
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    ],
  ])('HMAC %#', (key, text, digest) => {
    expect(hmacSha256(key, hashOnce)(text)).toBe(digest);
  });

  test.each([0, 1, 32, 63, 64, 65])('HMAC with a key of %d bytes, of short and long texts in turn', (length) => {
    const key = Buffer.alloc(length, 7);
    const hmac = hmacSha256(key, hashOnce);
    for (const text of [...texts, ...texts.toReversed()]) {
      expect(hmac(text)).toBe(nodeCrypto.createHmac('sha256', key).update(text).digest('hex'));
    }
  });
});

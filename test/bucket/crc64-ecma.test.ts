import { describe, expect, test } from 'vitest';
import { crc64Ecma } from '../../src/bucket/crc64-ecma.ts';

function crc(...parts: readonly Uint8Array[]): string {
  const running = crc64Ecma();
  for (const part of parts) running.update(part);
  return running.digest();
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Written from the definition, one bit at a time on big integers. */
function bitwise(bytes: Uint8Array): string {
  const ones = (1n << 64n) - 1n;
  let value = ones;
  for (const byte of bytes) {
    value ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ 0xc96c5795d7870f42n : value >> 1n;
  }
  return (value ^ ones).toString();
}

describe('crc64Ecma', () => {
  const published: readonly [string, string][] = [
    ['', '0'],
    ['123456789', '11051210869376104954'], // the catalogue's check value of CRC-64/XZ
  ];
  for (const [text, expected] of published) {
    test(`of ${JSON.stringify(text)}`, () => {
      expect(crc(ascii(text))).toBe(expected);
    });
  }

  test('agrees with the definition on every byte value and many lengths', () => {
    const bytes = Uint8Array.from({ length: 700 }, (_, i) => (i * 131 + (i >> 3)) & 0xff);
    for (const length of [1, 2, 7, 8, 9, 255, 256, 257, 700]) {
      expect(crc(bytes.subarray(0, length))).toBe(bitwise(bytes.subarray(0, length)));
    }
  });

  test('does not depend on the pieces of the input', () => {
    const bytes = ascii('the quick brown fox jumps over the lazy dog');
    for (let cut = 0; cut <= bytes.length; cut++) {
      expect(crc(bytes.subarray(0, cut), bytes.subarray(cut))).toBe(crc(bytes));
    }
  });

  test('depends on the order of the bytes', () => {
    expect(crc(ascii('ab'))).not.toBe(crc(ascii('ba')));
  });
});

import { describe, expect, test } from 'vitest';
import { byteRange } from '../../../../src/local/server/request/byte-range.ts';

describe('byte range', () => {
  describe('of 10 bytes', () => {
    test.each([
      // header, by default, with x-oss-range-behavior: standard
      ['bytes=0-4', '0-4', '0-4'],
      ['bytes=9-9', '9-9', '9-9'],
      ['bytes=4-', '4-9', '4-9'],
      ['bytes=-3', '7-9', '7-9'],
      ['bytes=-10', '0-9', '0-9'],
      ['bytes=-11', 'whole', '0-9'],
      ['bytes=5-10', 'whole', '5-9'],
      ['bytes=10-', 'whole', 'unsatisfiable'],
      ['bytes=10-20', 'whole', 'unsatisfiable'],
      ['bytes=-0', 'whole', 'unsatisfiable'],
      ['bytes=4-2', 'whole', 'whole'],
      ['bytes=0-1,3-4', 'whole', 'whole'],
      ['bytes=-', 'whole', 'whole'],
      ['bytes=a-b', 'whole', 'whole'],
      ['items=0-1', 'whole', 'whole'],
      [undefined, 'whole', 'whole'],
    ])('%s: %s, standard %s', (header, usual, standard) => {
      expect(show(byteRange(header, 10, false))).toBe(usual);
      expect(show(byteRange(header, 10, true))).toBe(standard);
    });
  });

  test.each(['bytes=0-0', 'bytes=0-', 'bytes=-1'])('nothing of an empty object: %s', (header) => {
    expect(byteRange(header, 0, false)).toBe('whole');
    expect(byteRange(header, 0, true)).toBe('unsatisfiable');
  });

  function show(range: ReturnType<typeof byteRange>): string {
    return typeof range === 'string' ? range : `${range.first}-${range.last}`;
  }
});

import { describe, expect, test } from 'vitest';
import { makeVersionId, sequenceInVersionId } from '../../../src/bucket/records/version-id.ts';

const NOW = Date.UTC(2026, 10, 20);
const ENTROPY = 'fedcba9876543210fedcba9876543210';
/** A sample from the documentation. Its hex digits are not in our form. */
const DOCUMENTED = 'CAEQMxiBgMDNoP2D0BYiIDE3MWUxNzgxZDQxNTRiODI5OGYwZGMwNGY3MzZjNDVm';

describe('makeVersionId', () => {
  const sequences = [1, 2, 0xfffff, 0x100000, 2 ** 40, Number.MAX_SAFE_INTEGER];
  for (const sequence of sequences) {
    test(`has 64 characters and contains ${sequence}`, () => {
      const id = makeVersionId(sequence, NOW, ENTROPY);
      expect(id).toMatch(/^[A-Za-z0-9._]{64}$/);
      expect(sequenceInVersionId(id)).toBe(sequence);
    });
  }

  test('has the same length at any time', () => {
    for (const now of [-1, 0, 1, 999.5, NOW, 2 ** 42]) expect(makeVersionId(7, now, ENTROPY)).toHaveLength(64);
  });

  test('has the shape of the documented sample', () => {
    const shape = (id: string) => Buffer.from(id.replaceAll('.', '+').replaceAll('_', '/'), 'base64');
    const [ours, theirs] = [shape(makeVersionId(7, NOW, ENTROPY)), shape(DOCUMENTED)];
    expect(ours).toHaveLength(theirs.length);
    for (const at of [0, 1, 2, 4, 14, 15]) expect([at, ours[at]]).toEqual([at, theirs[at]]);
    expect(ours.subarray(16).toString()).toMatch(/^[0-9a-f]{32}$/);
  });

  test('differs if only the entropy differs', () => {
    const other = `${ENTROPY.slice(0, -1)}1`;
    expect(makeVersionId(7, NOW, other)).not.toBe(makeVersionId(7, NOW, ENTROPY));
  });
});

describe('sequenceInVersionId', () => {
  const foreign = [
    '',
    'null',
    'x'.repeat(64),
    `${DOCUMENTED}x`,
    DOCUMENTED.slice(1),
    '版'.repeat(64),
    `${'A'.repeat(63)}+`,
  ];
  for (const text of foreign) {
    test(`returns undefined for ${JSON.stringify(text.slice(0, 20))}`, () => {
      expect(sequenceInVersionId(text)).toBeUndefined();
    });
  }
});

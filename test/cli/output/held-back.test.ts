import { describe, expect, test } from 'vitest';
import { pinViewSchema, withdrawnViewSchema } from '../../../src/cli/output/held-back.ts';

const PIN = { reason: 'hold', until: null, since: '2026-11-27T23:30:00Z', actor: 'ada@host' };
const WITHDRAWN = { key: 'r/2/a', marker: 'r/2/.withdrawn', reason: null, actor: null, since: null };

describe('pinViewSchema', () => {
  test.each([PIN, { ...PIN, otherwise: null }, { ...PIN, otherwise: 'r/2/a' }])('accepts %j', (pin) => {
    expect(pinViewSchema.safeParse(pin).success).toBe(true);
  });

  test.each([{ ...PIN, since: 1 }, { ...PIN, more: 1 }, { reason: 'hold' }])('refuses %j', (pin) => {
    expect(pinViewSchema.safeParse(pin).success).toBe(false);
  });
});

describe('withdrawnViewSchema', () => {
  test('accepts a marker that says nothing', () => {
    expect(withdrawnViewSchema.safeParse(WITHDRAWN).success).toBe(true);
  });

  test.each([
    { ...WITHDRAWN, marker: null },
    { ...WITHDRAWN, by: 'x' },
  ])('refuses %j', (withdrawn) => {
    expect(withdrawnViewSchema.safeParse(withdrawn).success).toBe(false);
  });
});

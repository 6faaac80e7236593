import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { keySchema, nameSchema } from '../../src/events/event-fields.ts';

describe('keys', () => {
  test.each(['a', '/leading', 'k'.repeat(1023), '应用/🚀', 'a\nb'])('%.20s', (key) => {
    expect(v.is(keySchema, key)).toBe(true);
  });

  test.each([
    ['', 'the key is empty'],
    ['k'.repeat(1024), 'longer than the 1023 bytes'],
    ['a\u{d83d}', 'half a surrogate pair'],
  ])('not %.20s', (key, problem) => {
    expect(v.safeParse(keySchema, key).issues?.[0].message).toContain(problem);
  });
});

describe('event names', () => {
  test.each(['x', 'ObjectCreated:PutObject', 'x'.repeat(100)])('%.30s', (eventName) => {
    expect(v.is(nameSchema, { eventName })).toBe(true);
  });

  test.each([{}, { eventName: '' }, { eventName: 5 }, { eventName: 'x'.repeat(101) }])('not %.30j', (value) => {
    expect(v.is(nameSchema, value)).toBe(false);
  });
});

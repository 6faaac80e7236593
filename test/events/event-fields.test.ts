import { describe, expect, test } from 'vitest';
import { keySchema, nameSchema } from '../../src/events/event-fields.ts';

describe('keys', () => {
  test.each(['a', '/leading', 'k'.repeat(1023), '应用/🚀', 'a\nb'])('%.20s', (key) => {
    expect(keySchema.safeParse(key).success).toBe(true);
  });

  test.each([
    ['', 'the key is empty'],
    ['k'.repeat(1024), 'longer than the 1023 bytes'],
    ['a\u{d83d}', 'half a surrogate pair'],
  ])('not %.20s', (key, problem) => {
    expect(keySchema.safeParse(key).error?.issues[0]?.message).toContain(problem);
  });
});

describe('event names', () => {
  test.each(['x', 'ObjectCreated:PutObject', 'x'.repeat(100)])('%.30s', (eventName) => {
    expect(nameSchema.safeParse({ eventName }).success).toBe(true);
  });

  test.each([{}, { eventName: '' }, { eventName: 5 }, { eventName: 'x'.repeat(101) }])('not %.30j', (value) => {
    expect(nameSchema.safeParse(value).success).toBe(false);
  });
});

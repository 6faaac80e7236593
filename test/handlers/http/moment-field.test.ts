import { expect, test } from 'vitest';
import { momentField } from '../../../src/handlers/http/moment-field.ts';

const NOW = Date.UTC(2026, 10, 20, 12);

test.each([
  [undefined, undefined],
  ['2h', NOW - 7_200_000],
  ['2026-11-20', Date.UTC(2026, 10, 20)],
])('%s is %s', (text, time) => {
  expect(momentField('since', text, NOW)).toBe(time);
});

test.each([
  ['soon', '"since" cannot be used: soon is not a time'],
  ['2027-01-01', 'is in the future'],
  ['x'.repeat(10_000), 'x'.repeat(100)],
])('%s is refused', (text, message) => {
  const parse = () => momentField('since', text, NOW);
  expect(parse).toThrow(
    expect.objectContaining({ code: 'request-malformed', message: expect.stringContaining(message) }),
  );
  expect(parse).not.toThrow('x'.repeat(101));
});

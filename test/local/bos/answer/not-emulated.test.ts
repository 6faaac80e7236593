import { expect, test } from 'vitest';
import { notEmulated, notImplemented } from '../../../../src/local/bos/answer/not-emulated.ts';
import { routes } from '../../../../src/local/bos/server/routes.ts';

test('nothing in the list is also served', () => {
  const served = new Set(routes.map(({ level, subresource }) => `${level} ${subresource}`));
  const both = notEmulated
    .filter(({ answer }) => answer === 'refused')
    .flatMap(({ level, query = [] }) => query.map((name) => `${level} ${name}`))
    .filter((name) => served.has(name));
  expect(both).toEqual([]);
});

test.each(notEmulated)('$name says why and what to do instead', (row) => {
  expect([row.why, row.instead].every((text) => /^[A-Z].*\.$/.test(text))).toBe(true);
  expect(notImplemented(row)).toMatchObject({ status: 501, message: expect.stringContaining(row.instead) });
});

import { expect, test } from 'vitest';
import { notEmulated, notImplemented } from '../../../../src/local/oss/answer/not-emulated.ts';
import { routes } from '../../../../src/local/oss/server/routes.ts';

test('every refused operation can be recognized by the request', () => {
  const blind = notEmulated.filter(
    ({ answer, query, headers, methods, schemes }) =>
      answer === 'refused' && !query && !headers && !methods && !schemes,
  );
  expect(blind).toEqual([]);
});

test('nothing that is served is on the list', () => {
  const contradictions = notEmulated.filter(
    (row) =>
      row.answer === 'refused' &&
      routes.some(
        ({ method, level, subresource, header }) =>
          (row.methods === undefined || row.methods.includes(method)) &&
          (row.level === undefined || row.level === level) &&
          ((subresource !== undefined && row.query?.includes(subresource)) ||
            (header !== undefined && row.headers?.includes(header))),
      ),
  );
  expect(contradictions).toEqual([]);
});

test.each(notEmulated)('$name says why and what instead', ({ why, instead }) => {
  expect(why).toMatch(/\.$/);
  expect(instead).toMatch(/\.$/);
});

test('a refusal names the operation, the reason and the alternative', () => {
  const row = { name: 'Flying', answer: 'refused', why: 'It has no wings.', instead: 'Walk.' } as const;
  expect(notImplemented(row, [['Method', 'GET']])).toMatchObject({
    ossCode: 'NotImplemented',
    status: 501,
    message: 'The local store does not emulate this: Flying. It has no wings. Walk.',
    details: { elements: [['Method', 'GET']] },
  });
});

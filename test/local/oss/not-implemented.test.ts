import { expect, test } from 'vitest';
import { notImplemented } from '../../../src/local/oss/not-implemented.ts';

test('names the operation, the reason and the alternative', () => {
  const row = { name: 'Flying', answer: 'refused', why: 'It has no wings.', instead: 'Walk.' } as const;
  expect(notImplemented(row, [['Method', 'GET']])).toMatchObject({
    ossCode: 'NotImplemented',
    status: 501,
    message: 'The local store does not emulate this: Flying. It has no wings. Walk.',
    details: { elements: [['Method', 'GET']] },
  });
});

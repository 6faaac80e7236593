import { expect, test } from 'vitest';
import { ask, together } from '../../src/aliases/protocol.ts';
import { NOTHING, runOn } from './targets.ts';

const head = { operation: 'HeadObject', key: 'a' } as const;
const link = { operation: 'GetSymlink', key: 'b' } as const;

test('together is one round trip, and the answers keep the order of the requests', () => {
  const { result, asked } = runOn(together(head, link), (request) =>
    request.operation === 'HeadObject' ? { found: 'symlink' } : NOTHING,
  );
  expect(asked).toEqual([[head, link]]);
  expect(result).toEqual([{ found: 'symlink' }, NOTHING]);
});

test('ask is one request and its answer', () => {
  const { result, asked } = runOn(ask(head), () => NOTHING);
  expect(asked).toEqual([[head]]);
  expect(result).toEqual(NOTHING);
});

import { expect, test } from 'vitest';
import type { Cause } from '../../src/aliases/cause.ts';
import { mayMove } from '../../src/aliases/may-move.ts';
import { aliasWorld, created, key, LATEST, removed } from './alias-world.ts';

const CAUSES: readonly (readonly [Cause, boolean])[] = [
  [created('1.0.0'), false],
  [removed('1.0.0'), false],
  [{ kind: 'sweep' }, false],
  [{ kind: 'sweep', byHand: true }, false],
  [{ kind: 'apply' }, false],
  // He names a candidate, and may not know what hangs on it.
  [{ kind: 'apply', key: key('1.0.0') }, false],
  [{ kind: 'apply', key: LATEST }, true],
  [{ kind: 'by-hand', what: 'pin' }, true],
  [{ kind: 'by-hand', what: 'unpin' }, true],
  [{ kind: 'by-hand', what: 'rollback' }, true],
];

test.each(CAUSES)('a protected alias by %j: %s', (cause, expected) => {
  expect(mayMove(aliasWorld('Enabled', '    protected: true\n').task(cause))).toBe(expected);
  expect(mayMove(aliasWorld('Enabled').task(cause))).toBe(true);
});

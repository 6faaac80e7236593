import { expect, test } from 'vitest';
import { entryOf } from '../../../src/cli/logs/logged-decision.ts';

test('reads a line with an action', () => {
  expect(entryOf('{"action":"pointed","alias":"a"}\n')).toEqual({ action: 'pointed', alias: 'a' });
});

test.each(['', 'FC Invoke Start RequestId: r', '{', '{}', '[]', '{"action":1}', 'null', ' {"action":"pointed"}'])(
  'is not about a decision: %j',
  (text) => {
    expect(entryOf(text)).toBeUndefined();
  },
);

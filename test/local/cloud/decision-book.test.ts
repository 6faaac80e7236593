import { expect, test } from 'vitest';
import type { Decision } from '../../../src/local/cloud/decision.ts';
import { createDecisionBook } from '../../../src/local/cloud/decision-book.ts';

function decision(requestId: string, why = ''): Decision {
  return {
    kind: 'note',
    level: 'info',
    action: 'skipped',
    why,
    functionName: 'f',
    requestId,
  };
}

test('returns the decisions of an invocation once', () => {
  const book = createDecisionBook();
  book.open('a');
  book.open('b');
  for (const id of ['a', 'b', 'a']) book.add(decision(id));
  expect([book.take('a'), book.take('a')]).toEqual([[decision('a'), decision('a')], []]);
  expect(book.take('b')).toHaveLength(1);
});

test('ignores decisions of an invocation that is not open', () => {
  const book = createDecisionBook();
  book.add(decision('a'));
  book.open('a');
  expect(book.take('a')).toEqual([]);
});

test('keeps only the first decisions', () => {
  const book = createDecisionBook();
  book.open('a');
  for (let i = 0; i < 1000; i++) book.add(decision('a', String(i)));
  expect(book.take('a').map((one) => (one.kind === 'note' ? one.why : ''))).toEqual(
    Array.from({ length: 20 }, (_, i) => String(i)),
  );
});

test('an event that is delivered twice at the same time keeps the decisions of the first delivery', () => {
  const book = createDecisionBook();
  book.open('a');
  book.add(decision('a', '1'));
  book.open('a');
  book.add(decision('a', '2'));
  expect(book.take('a')).toHaveLength(2);
});

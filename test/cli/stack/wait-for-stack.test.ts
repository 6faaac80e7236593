import { expect, test } from 'vitest';
import type { Stack } from '../../../src/cli/stack/stack.ts';
import { waitForStack } from '../../../src/cli/stack/wait-for-stack.ts';

function stack(status: string, updatedAt = '', done?: number): Stack {
  const progress = done === undefined ? undefined : { done, total: 9 };
  return { id: 'i', name: 'n', status, reason: '', updatedAt, parameters: new Map(), outputs: new Map(), progress };
}

/** Reads the stacks in order, and then the last one again. */
function reader(stacks: readonly Stack[]) {
  let reads = 0;
  return async (): Promise<Stack> => {
    const found = stacks[Math.min(reads++, stacks.length - 1)];
    if (found === undefined) throw new TypeError('there is a stack');
    return found;
  };
}

const BEFORE = stack('CREATE_COMPLETE', '1');

test.each<[name: string, before: Stack | undefined, reads: readonly Stack[], end: Stack]>([
  [
    'an update that was accepted, and has not begun',
    BEFORE,
    [BEFORE, BEFORE, stack('UPDATE_IN_PROGRESS', '1'), stack('UPDATE_COMPLETE', '2')],
    stack('UPDATE_COMPLETE', '2'),
  ],
  [
    'an update that ended between two reads, with the status of the one before',
    stack('UPDATE_COMPLETE', '1'),
    [stack('UPDATE_COMPLETE', '1'), stack('UPDATE_COMPLETE', '2')],
    stack('UPDATE_COMPLETE', '2'),
  ],
  [
    'an update that is rolled back',
    BEFORE,
    [stack('ROLLBACK_IN_PROGRESS'), stack('ROLLBACK_COMPLETE')],
    stack('ROLLBACK_COMPLETE'),
  ],
  ['a creation', undefined, [stack('CREATE_IN_PROGRESS'), stack('CREATE_COMPLETE')], stack('CREATE_COMPLETE')],
  ['an update that never shows', BEFORE, [BEFORE], BEFORE],
])('waits for the end of %s', async (_, before, reads, end) => {
  const { signal } = new AbortController();
  const waited = waitForStack({ read: reader(reads), before, signal, onProgress: () => {}, pauses: [0] });
  expect(await waited).toEqual(end);
});

test('shows each status and count once', async () => {
  const shown: (number | string | undefined)[] = [];
  await waitForStack({
    read: reader([
      stack('CREATE_IN_PROGRESS', '', 1),
      stack('CREATE_IN_PROGRESS', '', 1),
      stack('CREATE_IN_PROGRESS', '', 5),
      stack('CREATE_COMPLETE', '', 9),
    ]),
    before: undefined,
    signal: new AbortController().signal,
    onProgress: ({ progress }) => shown.push(progress?.done),
    pauses: [0],
  });
  expect(shown).toEqual([1, 5, 9]);
});

test('ends when the signal is aborted', async () => {
  const stop = new AbortController();
  const waited = waitForStack({
    read: reader([stack('CREATE_IN_PROGRESS')]),
    before: undefined,
    signal: stop.signal,
    onProgress: () => stop.abort(),
    pauses: [0],
  });
  expect(await waited).toBeUndefined();
});

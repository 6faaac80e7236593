import { expect, test } from 'vitest';
import { enqueueSweeps, type SweepParts, startSweeps } from '../../../../src/local/cloud/functions/start-sweeps.ts';
import type { Invocation } from '../../../../src/local/queue/invocation.ts';

/** Two sweepers on a clock that the test advances. */
function world(needed = true) {
  const queued: Invocation[] = [];
  const notices: string[] = [];
  const due: (() => void)[] = [];
  let id = 0;
  const parts: SweepParts = {
    state: {
      group: { run: async (work) => work() },
      queue: { isWaiting: (name: string) => queued.some(({ functionName }) => functionName === name) },
      steady: () => 5,
      enqueue: (invocation) => queued.push(invocation),
    },
    sweepers: [
      { functionName: 'sweep', payloadOf: ({ triggerName }) => triggerName, isNeeded: () => true },
      { functionName: 'cfc-sweep', payloadOf: () => '{}', isNeeded: () => needed },
    ],
    everySeconds: 1,
    after: (_, callback) => {
      due.push(callback);
      return () => due.splice(0);
    },
    newId: () => `id-${++id}`,
    notice: (text) => notices.push(text),
    trouble: (error) => {
      throw error;
    },
  };
  const fire = async () => {
    for (const callback of due.splice(0)) callback();
    await new Promise(setImmediate);
  };
  return { parts, queued, notices, due, fire };
}

test.each([
  [
    true,
    [
      ['sweep', 'schedule'],
      ['cfc-sweep', '{}'],
    ],
  ],
  [false, [['sweep', 'schedule']]],
])('each timer queues its sweep; the second has something to sweep: %s', async (needed, expected) => {
  const { parts, queued, fire } = world(needed);
  startSweeps(parts);
  await fire();
  expect(queued.map(({ functionName, payload }) => [functionName, payload])).toEqual(expected);
});

test('a sweep that waits delays only the sweep of the same function, and one sentence says so', async () => {
  const { parts, queued, notices, fire } = world();
  startSweeps(parts);
  await fire();
  queued.splice(1);
  await fire();
  await fire();
  expect(queued.map(({ functionName }) => functionName)).toEqual(['sweep', 'cfc-sweep']);
  expect(notices).toHaveLength(2);
});

test('stopping ends both timers', () => {
  const { parts, due } = world();
  startSweeps(parts)();
  expect(due).toEqual([]);
});

test('a change of the rules queues both sweeps at once', () => {
  const { parts, queued } = world();
  enqueueSweeps(parts, { triggerTime: '2026-11-20T08:09:10Z', triggerName: 'rules-changed', payload: '' });
  expect(queued).toMatchObject([
    { functionName: 'sweep', payload: 'rules-changed', trigger: 'rules-changed', eventName: 'Timer' },
    { functionName: 'cfc-sweep', payload: '{}', trigger: 'rules-changed' },
  ]);
});

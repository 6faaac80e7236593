import { createFailedEventsQueue } from '../../../../src/local/api/mns/failed-events-queue.ts';
import { newInvocation } from '../../../../src/local/queue/invocation.ts';
import type { DeadLetter } from '../../../../src/local/queue/invocation-queue.ts';

export const NOW = Date.UTC(2026, 10, 28, 3);

export function letter(id: string, fields: Partial<DeadLetter> = {}): DeadLetter {
  const invocation = newInvocation({
    ...{ id: `request-${id}`, functionName: 'object-events', payload: `{"n":"${id}"}`, trigger: 'objects' },
    ...{ eventName: 'ObjectCreated:PutObject', key: 'k', acceptedAt: 0 },
  });
  return {
    id,
    reason: 'failed 9 times: Error: x',
    failedAt: NOW - 1000,
    invocation: { ...invocation, functionErrors: 9 },
    ...fields,
  };
}

/** A queue of dead letters with a clock that only the test moves. */
export function openLetters(count: number) {
  const world = {
    now: NOW,
    letters: Array.from({ length: count }, (_, i) => letter(String(i + 1).padStart(4, '0'))),
  };
  const queue = createFailedEventsQueue({
    deadLetters: ({ after = '', limit }) => world.letters.filter(({ id }) => id > after).slice(0, limit),
    discard: async (id) => {
      const before = world.letters.length;
      world.letters = world.letters.filter((one) => one.id !== id);
      return world.letters.length < before;
    },
    functionArn: (name) => `acs:fc:cn-hangzhou:1:functions/${name}`,
    now: () => world.now,
  });
  return { world, queue };
}

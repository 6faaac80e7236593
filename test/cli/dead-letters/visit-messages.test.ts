import { expect, test } from 'vitest';
import type { HeldMessage, MessageQueue } from '../../../src/cli/dead-letters/mns-queue.ts';
import { visitMessages } from '../../../src/cli/dead-letters/visit-messages.ts';

const IDLE = new AbortController().signal;

/** A queue whose received messages stay invisible until they are released. */
function queueOf(count: number) {
  const world = {
    visible: Array.from({ length: count }, (_, i): HeldMessage => message(String(i + 1))),
    released: [] as string[],
    removed: [] as string[],
    /** Ids of messages that are visible again before they are removed. */
    late: new Set<string>(),
  };
  const queue: MessageQueue = {
    peek: async () => world.visible.slice(0, 16),
    receive: async () => world.visible.splice(0, 16),
    release: async ({ id }) => void world.released.push(id),
    remove: async ({ id }) => {
      if (world.late.has(id)) return false;
      world.removed.push(id);
      return true;
    },
  };
  return { world, queue };
}

function message(id: string, receiptHandle = `handle-${id}`): HeldMessage {
  return { id, body: id, enqueuedAt: 0, receiptHandle };
}

test('visits every message once, and returns those that are kept', async () => {
  const { queue, world } = queueOf(40);
  const visited: string[] = [];
  const stayed = await visitMessages(
    queue,
    async ({ id }) => {
      visited.push(id);
      return Number(id) % 2 === 0 ? 'remove' : 'keep';
    },
    IDLE,
  );
  expect(stayed).toEqual([]);
  expect(visited).toEqual(Array.from({ length: 40 }, (_, i) => String(i + 1)));
  expect(world.removed).toEqual(visited.filter((id) => Number(id) % 2 === 0));
  expect(world.released).toEqual(visited.filter((id) => Number(id) % 2 === 1));
});

test('ends when only known messages come back, and releases them by their latest handle', async () => {
  const { queue } = queueOf(0);
  const batches = [[message('1')], [message('1', 'second')], [message('1', 'third')]];
  const released: string[] = [];
  let visits = 0;
  await visitMessages(
    {
      ...queue,
      receive: async () => batches.shift() ?? [],
      release: async ({ receiptHandle }) => void released.push(receiptHandle),
    },
    async () => {
      visits += 1;
      return 'keep';
    },
    IDLE,
  );
  expect([visits, released]).toEqual([1, ['second']]);
});

test('stop returns the rest of the batch to the queue', async () => {
  const { queue, world } = queueOf(20);
  await visitMessages(queue, async ({ id }) => (id === '3' ? 'stop' : 'remove'), IDLE);
  expect([world.removed, world.released.length, world.visible.length]).toEqual([['1', '2'], 14, 4]);
});

test('Ctrl-C ends after the message at hand', async () => {
  const { queue, world } = queueOf(5);
  const controller = new AbortController();
  await visitMessages(
    queue,
    async () => {
      controller.abort();
      return 'remove';
    },
    controller.signal,
  );
  expect([world.removed, world.released]).toEqual([['1'], ['2', '3', '4', '5']]);
});

test('an error returns the messages to the queue too', async () => {
  const { queue, world } = queueOf(3);
  const visit = async () => {
    throw new Error('no');
  };
  await expect(visitMessages(queue, visit, IDLE)).rejects.toThrow('no');
  expect(world.released).toEqual(['1', '2', '3']);
});

test('reports a message that was visible again before it was removed', async () => {
  const { queue, world } = queueOf(2);
  world.late.add('2');
  const stayed = await visitMessages(queue, async () => 'remove', IDLE);
  expect([world.removed, stayed.map(({ id }) => id)]).toEqual([['1'], ['2']]);
});

import { expect, test } from 'vitest';
import { letter, NOW, openLetters } from './letters-fixture.ts';

const idsOf = (messages: readonly { readonly id: string }[]) => messages.map(({ id }) => id);

test('peeking changes nothing', () => {
  const { queue } = openLetters(3);
  expect(idsOf(queue.peek(2))).toEqual(['0001', '0002']);
  expect(queue.peek(2)).toEqual(queue.peek(2));
  expect(queue.peek(16)[0]).toMatchObject({ enqueuedAt: NOW - 1000, firstReceivedAt: undefined, received: 0 });
});

test('a received message is invisible for 30 seconds', () => {
  const { queue, world } = openLetters(3);
  const [first] = queue.receive(2);
  expect(first).toMatchObject({ id: '0001', visibleAt: NOW + 30_000, firstReceivedAt: NOW, received: 1 });
  expect(idsOf(queue.peek(16))).toEqual(['0003']);
  expect(queue.counts()).toEqual({ visible: 1, invisible: 2 });
  world.now += 30_000;
  expect(queue.counts()).toEqual({ visible: 3, invisible: 0 });
  const [again] = queue.receive(1);
  expect(again).toMatchObject({ id: '0001', firstReceivedAt: NOW, received: 2 });
  expect(again?.receiptHandle).not.toBe(first?.receiptHandle);
});

test('a message can become visible earlier or later', () => {
  const { queue, world } = openLetters(1);
  const [{ receiptHandle } = { receiptHandle: '' }] = queue.receive(1);
  const changed = queue.changeVisibility(receiptHandle, 1);
  expect(changed).toMatchObject({ id: '0001', visibleAt: NOW + 1000 });
  // The former handle is no longer valid.
  expect(() => queue.changeVisibility(receiptHandle, 1)).toThrow('Message not exist');
  world.now += 999;
  expect(queue.peek(1)).toEqual([]);
  world.now += 1;
  expect(idsOf(queue.peek(1))).toEqual(['0001']);
  expect(() => queue.changeVisibility(changed.receiptHandle, 1)).toThrow('Message not exist');
});

test.each([0, 43_201, 1.5, Number.NaN])('not for %d seconds', (seconds) => {
  const { queue } = openLetters(1);
  const [{ receiptHandle } = { receiptHandle: '' }] = queue.receive(1);
  expect(() => queue.changeVisibility(receiptHandle, seconds)).toThrow('between 1 and 43200');
});

test('a removed message is gone, and its handle too', async () => {
  const { queue, world } = openLetters(2);
  const [{ receiptHandle } = { receiptHandle: '' }] = queue.receive(1);
  await queue.remove(receiptHandle);
  expect(idsOf(world.letters)).toEqual(['0002']);
  await expect(queue.remove(receiptHandle)).rejects.toThrow('Message not exist');
});

test('a message cannot be removed after it became visible, or was replayed in another way', async () => {
  const { queue, world } = openLetters(2);
  const [one, two] = queue.receive(2);
  world.letters = world.letters.filter(({ id }) => id !== '0002');
  await expect(queue.remove(two?.receiptHandle ?? '')).rejects.toThrow('Message not exist');
  world.now += 30_000;
  await expect(queue.remove(one?.receiptHandle ?? '')).rejects.toThrow('Message not exist');
  expect(idsOf(world.letters)).toEqual(['0001']);
});

test('reads more letters than a page of the table has', () => {
  const { queue } = openLetters(250);
  expect(queue.receive(16)).toHaveLength(16);
  for (let i = 0; i < 14; i += 1) queue.receive(16);
  expect(queue.counts()).toEqual({ visible: 10, invisible: 240 });
  expect(idsOf(queue.receive(16)).at(-1)).toBe('0250');
});

test('the body is the message that Function Compute sends to a destination', () => {
  const { queue, world } = openLetters(1);
  const { invocation } = letter('0002');
  world.letters.push(letter('0002', { invocation: { ...invocation, functionErrors: 0, systemErrors: 20 } }));
  const [failed, throttled] = queue.peek(2);
  expect(failed?.body).toEqual({
    timestamp: NOW - 1000,
    requestContext: {
      requestId: 'request-0001',
      functionArn: 'acs:fc:cn-hangzhou:1:functions/object-events',
      condition: 'UnhandledInvocationError',
      approximateInvokeCount: 9,
    },
    requestPayload: '{"n":"0001"}',
    responseContext: { statusCode: 200, functionError: 'UnhandledInvocationError' },
    responsePayload: '{"errorMessage":"failed 9 times: Error: x","errorType":"UnhandledInvocationError"}',
  });
  expect(throttled?.body).toMatchObject({
    requestContext: { condition: 'FunctionResourceExhausted', approximateInvokeCount: 20 },
    responseContext: { functionError: '' },
  });
});

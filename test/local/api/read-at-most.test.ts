import { expect, test } from 'vitest';
import { readAtMost } from '../../../src/local/api/read-at-most.ts';

test.each([
  ['', 3, ''],
  ['ab', 3, 'ab'],
  ['abc', 3, 'abc'],
  ['abcd', 3, 'abc'],
])('of %j, %d bytes at most', async (body, limit, read) => {
  const request = new Request('http://h/', { method: 'POST', body });
  expect(Buffer.from(await readAtMost(request, limit)).toString()).toBe(read);
});

test('reads on without keeping, so that the client can end its request', async () => {
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      sent += 1;
      if (sent > 100) controller.close();
      else controller.enqueue(Buffer.from('a'));
    },
  });
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
  expect(await readAtMost(new Request('http://h/', init), 3, 1000)).toHaveLength(3);
  expect(sent).toBe(101);
});

test('reads nothing from a request without a body', async () => {
  expect(await readAtMost(new Request('http://h/'), 3)).toHaveLength(0);
});

import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { replayedConnection } from '../../../src/local/oss/replayed-connection.ts';

/** A socket that sends `chunks`, and records the bytes written to it. */
function socketOf(...chunks: readonly string[]) {
  const written: string[] = [];
  const rest = [...chunks];
  const socket = new Duplex({
    read() {
      this.push(rest.shift() ?? null);
    },
    write(chunk, _encoding, done) {
      written.push(String(chunk));
      done();
    },
  });
  return { socket, written };
}

test('starts with the given bytes, and continues with those of the socket', async () => {
  const { socket } = socketOf('b', 'c');
  expect(await text(replayedConnection(socket, Buffer.from('a')))).toBe('abc');
});

test('takes the bytes from earlier listeners', async () => {
  const { socket } = socketOf('b');
  const heard: string[] = [];
  socket.on('data', (chunk) => heard.push(String(chunk)));
  expect(await text(replayedConnection(socket, Buffer.from('a')))).toBe('ab');
  expect(heard).toEqual([]);
});

test('writes to the socket, and ends it', async () => {
  const { socket, written } = socketOf();
  const connection = replayedConnection(socket, Buffer.from('a'));
  connection.resume();
  connection.end('answer');
  await once(socket, 'finish');
  expect(written).toEqual(['answer']);
});

test('does not read ahead of its reader', async () => {
  const chunk = 'x'.repeat(64 * 1024);
  const chunks = Array.from({ length: 50 }, () => chunk);
  const { socket } = socketOf(...chunks);
  const connection = replayedConnection(socket, Buffer.from('a'));
  await once(connection, 'readable');
  await new Promise((resolve) => setImmediate(resolve));
  expect(connection.readableLength).toBeLessThan(5 * chunk.length);
  expect(await text(connection)).toHaveLength(1 + 50 * chunk.length);
});

test('ends with the socket, either way', async () => {
  const one = socketOf('b');
  const first = replayedConnection(one.socket, Buffer.from('a'));
  one.socket.destroy();
  await once(first, 'close');
  const two = socketOf('b');
  replayedConnection(two.socket, Buffer.from('a')).destroy();
  await once(two.socket, 'close');
  expect([first.destroyed, two.socket.destroyed]).toEqual([true, true]);
});

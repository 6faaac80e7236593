import { Duplex } from 'node:stream';
import { expect, test } from 'vitest';
import { closeConnection, lastAnswer } from '../../src/local/last-answer.ts';
import { connectionOf } from './written-connection.ts';

test('an answer has its length in bytes, and ends the connection', () => {
  const { connection, heard } = connectionOf();
  lastAnswer(connection, 431, { a: 'b', absent: undefined }, Buffer.from('ü'));
  const lines = ['a: b', 'content-length: 2', 'connection: close', '', 'ü'];
  expect(heard()).toBe(['HTTP/1.1 431 Request Header Fields Too Large', ...lines].join('\r\n'));
});

test('a client that resets the connection does no harm', async () => {
  const connection = new Duplex({
    read() {},
    write: (_chunk, _encoding, done) => done(new Error('ECONNRESET')),
  });
  closeConnection(connection, Buffer.from('x'));
  await expect.poll(() => connection.destroyed).toBe(true);
});

test('a connection is closed even if its client keeps sending', async () => {
  const { connection } = connectionOf();
  closeConnection(connection);
  await expect.poll(() => connection.destroyed, { timeout: 5000 }).toBe(true);
});

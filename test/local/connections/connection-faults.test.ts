import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Duplex } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  answerConnectionFaults,
  type ConnectionFault,
  closeConnection,
  lastAnswer,
} from '../../../src/local/connections/connection-faults.ts';
import { askRaw } from '../oss/raw-connection.ts';
import { connectionOf } from '../written-connection.ts';

// What each protocol answers is tested with its server, as is the order of answers.
let url: string;
let faults: ConnectionFault[];
let taken: string[];
const server = createServer({ requireHostHeader: false });
const { accept } = answerConnectionFaults(server, {
  errorOf: ({ kind }) => new Error(kind),
  refuse: (connection, fault) => {
    faults.push(fault);
    closeConnection(connection);
  },
  takeOver: (connection, packet) => {
    if (!String(packet).startsWith('TAKE')) return false;
    taken.push(String(packet));
    closeConnection(connection);
    return true;
  },
});
server.on('request', (request, response) => {
  if (accept(request, response)) response.end('served');
});

beforeEach(async () => {
  [faults, taken] = [[], []];
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

test.each<[name: string, bytes: string, fault: ConnectionFault]>([
  ['no HTTP', 'nonsense\r\n\r\n', { kind: 'not-http', reason: 'Invalid method encountered' }],
  ['large headers', `GET / HTTP/1.1\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`, { kind: 'headers-too-large' }],
  ['CONNECT', 'CONNECT a:1 HTTP/1.1\r\nHost: h\r\n\r\n', { kind: 'connect', host: 'h' }],
])('%s is refused once', async (_, bytes, fault) => {
  await askRaw(url, bytes, 'more');
  expect(faults).toEqual([fault]);
});

test('a connection can be taken over by its first packet', async () => {
  await askRaw(url, 'TAKE this\r\n\r\n');
  expect([taken, faults]).toEqual([['TAKE this\r\n\r\n'], []]);
});

test('and not by a later one', async () => {
  await askRaw(url, 'GET / HTTP/1.1\r\nHost: h\r\n\r\nTAKE this\r\n\r\n');
  expect([taken, faults.map(({ kind }) => kind)]).toEqual([[], ['not-http']]);
});

describe('last answer', () => {
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
});

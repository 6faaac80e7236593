import { expect, test } from 'vitest';
import { ossFace } from '../../../src/local/oss/server/oss-face.ts';
import { refuseConnection } from '../../../src/local/server/refuse-connection.ts';
import { connectionOf } from '../written-connection.ts';

test('a refusal is a complete answer, and is logged', () => {
  const { connection, heard } = connectionOf();
  const log: unknown[] = [];
  const parts = { now: () => Date.UTC(2025, 0, 1), log: (entry: unknown) => log.push(entry) };
  const face = { ...ossFace(parts.now), newRequestId: () => 'ID' };
  refuseConnection(
    { parts, face },
    connection,
    { kind: 'not-http', reason: 'no ü' },
    {
      method: 'CONNECT',
      host: 'h',
    },
  );
  const [head = '', body = ''] = heard().split('\r\n\r\n');
  expect(head.split('\r\n')).toEqual([
    'HTTP/1.1 400 Bad Request',
    'server: AliyunOSS',
    'date: Wed, 01 Jan 2025 00:00:00 GMT',
    'x-oss-request-id: ID',
    'x-oss-server-time: 0',
    'content-type: application/xml',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]);
  expect(body).toContain(
    '<Code>BadRequest</Code><Message>The request is not HTTP/1.1: no ü.</Message><RequestId>ID</RequestId><HostId>h</HostId>',
  );
  expect(log).toEqual([
    { operation: 'unknown', method: 'CONNECT', status: 400, code: 'BadRequest', milliseconds: 0, requestId: 'ID' },
  ]);
});

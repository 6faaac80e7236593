import { describe, expect, test } from 'vitest';
import { type MnsRequest, mnsHeaders, mnsSignature, readMnsAuthorization } from '../../src/alibaba/mns-signature.ts';

const CREDENTIALS = { accessKeyId: 'TestAccessID', accessKeySecret: 'TestAccessSecret' };
const NOW = Date.UTC(2026, 10, 28, 3);
const QUEUE = '/queues/autoalias-failed-events';
const HANDLE = 'ReceiptHandle=1-ODU4OTkzNDU5My0xNDMyNzI3ODI3LTItOA==';

/** Signed by `ali-mns` 2.6.8 with these credentials at this time. */
const VECTORS: readonly (readonly [request: MnsRequest, signature: string])[] = [
  [{ method: 'GET', target: QUEUE }, 'SPnrAO0FVb0d7Bm3x4xcHVZO4tk='],
  [
    { method: 'GET', target: `${QUEUE}/messages?peekonly=true&numOfMessages=16`, headers: { 'User-Agent': 'Node' } },
    'zLiJ9XKbfFnYIjDybqHjjh2/57Q=',
  ],
  [
    { method: 'GET', target: '/queues', headers: { 'x-mns-ret-number': '1000', 'X-MNS-Prefix': 'autoalias' } },
    '49vWmr09BGWhjA1Qpg5YqD19sWQ=',
  ],
  [{ method: 'DELETE', target: `${QUEUE}/messages?${HANDLE}` }, '0YWF8oGueJx45x/znwF8hZPyoOI='],
  [{ method: 'PUT', target: `${QUEUE}/messages?${HANDLE}&VisibilityTimeout=1` }, 'b1kMELZ0EcMGYA5diod/9LobD9g='],
  [
    {
      method: 'POST',
      target: `${QUEUE}/messages`,
      headers: { 'Content-Type': 'text/xml;charset=utf-8', 'Content-MD5': 'Tm9XIC/xmmlMYqZP1m+WBQ==' },
    },
    '2xKULdj+IksuRtZw5DTUjXPapTk=',
  ],
];

test.each(VECTORS)('signs %j as ali-mns does', (request, signature) => {
  const headers = mnsHeaders(request, CREDENTIALS, NOW);
  expect(headers).toMatchObject({
    date: 'Sat, 28 Nov 2026 03:00:00 GMT',
    'x-mns-version': '2015-06-06',
    authorization: `MNS TestAccessID:${signature}`,
  });
  // The server computes it from the headers that it received.
  expect(mnsSignature({ ...request, headers }, CREDENTIALS.accessKeySecret)).toBe(signature);
});

test('the token of temporary credentials is sent and not signed', () => {
  const request = { method: 'GET', target: QUEUE };
  const headers = mnsHeaders(request, { ...CREDENTIALS, securityToken: 'token' }, NOW);
  expect(headers).toEqual({ ...mnsHeaders(request, CREDENTIALS, NOW), 'security-token': 'token' });
});

test('x-mns-date replaces a missing date', () => {
  const at = (headers: Record<string, string>) => mnsSignature({ method: 'GET', target: QUEUE, headers }, 's');
  expect(at({ 'x-mns-date': 'D' })).not.toBe(at({ 'x-mns-date': 'E' }));
  expect(at({ 'x-mns-date': 'D', date: 'D' })).toBe(at({ 'x-mns-date': 'D' }));
});

test.each<[change: string, request: Partial<MnsRequest>]>([
  ['another method', { method: 'DELETE' }],
  ['another path', { target: `${QUEUE}2` }],
  ['another query', { target: `${QUEUE}?a=1` }],
  ['another header of the service', { headers: { 'x-mns-version': '2014-07-08' } }],
])('%s has another signature', (_, change) => {
  const request = { method: 'GET', target: QUEUE, headers: { 'x-mns-version': '2015-06-06' } };
  expect(mnsSignature({ ...request, ...change }, 's')).not.toBe(mnsSignature(request, 's'));
});

describe('the header Authorization', () => {
  test('has an access key id and a signature', () => {
    expect(readMnsAuthorization('MNS id:SPnrAO0FVb0d7Bm3x4xcHVZO4tk=')).toEqual({
      accessKeyId: 'id',
      signature: 'SPnrAO0FVb0d7Bm3x4xcHVZO4tk=',
    });
  });

  test.each([
    '',
    'MNS id',
    'MNS id:short=',
    'LOG id:SPnrAO0FVb0d7Bm3x4xcHVZO4tk=',
    'MNS a b:SPnrAO0FVb0d7Bm3x4xcHVZO4tk=',
  ])('of another form: %j', (header) => expect(readMnsAuthorization(header)).toBeUndefined());
});

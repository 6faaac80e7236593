import { expect, test } from 'vitest';
import { refused, unanswered } from '../../../src/stores/http/store-failure.ts';
import { OSS_WORDS } from '../../../src/stores/oss/response/oss-words.ts';

const head = { operation: 'HeadObject', key: 'a b' } as const;
const list = { operation: 'ListObjects' } as const;
const once = { bucket: 'demo', attempts: 1 };

test.each([
  [
    head,
    once,
    { status: 502 },
    'HeadObject of a b in bucket demo: OSS answered 502; this answer is not from OSS; check the endpoint',
  ],
  [head, once, { status: 503, requestId: 'R1' }, 'HeadObject of a b in bucket demo: OSS answered 503, request id R1'],
  [
    list,
    { bucket: 'demo', attempts: 3 },
    { status: 503, code: 'ServiceUnavailable', message: 'Slow down.', requestId: 'R1' },
    'ListObjects in bucket demo, sent 3 times: OSS answered 503 ServiceUnavailable (Slow down.), request id R1',
  ],
  [
    list,
    once,
    { status: 404, code: 'NoSuchBucket' },
    'ListObjects in bucket demo: OSS answered 404 NoSuchBucket; check the bucket name, and that the endpoint belongs to its region',
  ],
  [
    list,
    once,
    { status: 403, code: 'AccessDenied', endpoint: 'oss-cn-beijing.aliyuncs.com' },
    'ListObjects in bucket demo: OSS answered 403 AccessDenied; send requests for this bucket to oss-cn-beijing.aliyuncs.com',
  ],
])('%j refused, %j, %j', (request, sent, error, message) => {
  const failure = refused(request, sent, error, OSS_WORDS);
  expect(failure).toMatchObject({ name: 'StoreError', code: 'store-refused', message });
  expect(failure.details).toMatchObject({ operation: request.operation, ...sent, status: error.status });
});

test('without an answer there is no status, and the cause is kept', () => {
  const cause = new Error('reset');
  const failure = unanswered(head, { bucket: 'demo', attempts: 2 }, 'no answer', cause);
  expect(failure).toMatchObject({
    code: 'store-unreachable',
    message: 'HeadObject of a b in bucket demo, sent 2 times: no answer',
    cause,
  });
  expect(failure.details).toEqual({ operation: 'HeadObject', bucket: 'demo', key: 'a b', attempts: 2 });
});

test.each([
  [
    { status: 404, code: 'NoSuchBucket', requestId: 'R1' },
    undefined,
    'BOS answered 404 NoSuchBucket, request id R1; look at the name',
  ],
  [
    { status: 404, code: 'NoSuchBucket', requestId: 'R1' },
    'do this',
    'BOS answered 404 NoSuchBucket, request id R1; do this',
  ],
  [{ status: 500 }, undefined, 'BOS answered 500; this answer is not from BOS; check the endpoint'],
])('another store has its own words: %j, %s', (error, instead, message) => {
  const words = { name: 'BOS', advice: new Map([['NoSuchBucket', 'look at the name']]) };
  expect(refused(list, once, error, words, instead).message).toBe(`ListObjects in bucket demo: ${message}`);
});

import { expect, test } from 'vitest';
import { type FailedEvent, readFailedEvent } from '../../../src/cli/dead-letters/failed-event.ts';

const AT = Date.UTC(2026, 10, 28, 3);
const PAYLOAD = JSON.stringify({
  events: [
    {
      eventName: 'ObjectCreated:PutObject',
      eventSource: 'acs:oss',
      eventTime: '2026-11-28T02:59:00.000Z',
      oss: { bucket: { name: 'demo' }, object: { key: 'releases/app/1.0.0/é.tgz' } },
    },
  ],
});
const INVOCATION = {
  timestamp: AT,
  requestContext: {
    requestId: 'r',
    functionArn: 'acs:fc:cn-hangzhou:1234567890123456:functions/my-object-events',
    condition: 'FunctionResourceExhausted',
    approximateInvokeCount: 9,
  },
  requestPayload: PAYLOAD,
  responseContext: { statusCode: 200, functionError: 'UnhandledInvocationError' },
  responsePayload: '{"errorMessage":"no release","errorType":"RangeError"}',
};

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const read = (body: string) => readFailedEvent({ id: '1', body, enqueuedAt: AT }, 'my-object-events');

const EXPECTED: FailedEvent = {
  id: '1',
  failedAt: '2026-11-28T03:00:00.000Z',
  requestId: 'r',
  function: 'my-object-events',
  qualifier: null,
  attempts: 9,
  error: 'no release',
  events: ['ObjectCreated:PutObject releases/app/1.0.0/é.tgz'],
  payload: PAYLOAD,
};

test.each([
  ['text', JSON.stringify(INVOCATION)],
  ['Base64', base64(JSON.stringify(INVOCATION))],
])('reads the message of a failed invocation as %s', (_, body) => {
  expect(read(body)).toEqual(EXPECTED);
});

test.each<[what: string, change: object, expected: Partial<FailedEvent>]>([
  [
    'no error of the function',
    { responsePayload: '' },
    { error: 'FunctionResourceExhausted: UnhandledInvocationError' },
  ],
  [
    'an error that is text',
    { responsePayload: 'boom' },
    { error: 'FunctionResourceExhausted: UnhandledInvocationError' },
  ],
  [
    'no error at all',
    { responsePayload: '', responseContext: {}, requestContext: { ...INVOCATION.requestContext, condition: '' } },
    { error: null },
  ],
  [
    'a function of 2.0',
    { requestContext: { ...INVOCATION.requestContext, functionArn: 'acs:fc:::services/s/functions/f' } },
    { function: null, payload: PAYLOAD },
  ],
  [
    'a version',
    { requestContext: { ...INVOCATION.requestContext, functionArn: 'acs:fc:r:1:functions/f/prod' } },
    { function: 'f', qualifier: 'prod' },
  ],
  ['a timer event', { requestPayload: '{"triggerTime":"x"}' }, { events: [], payload: '{"triggerTime":"x"}' }],
])('reads a message with %s', (_, change, expected) => {
  expect(read(JSON.stringify({ ...INVOCATION, ...change }))).toEqual({ ...EXPECTED, ...expected });
});

test.each([
  ['text', PAYLOAD],
  ['Base64', base64(PAYLOAD)],
])('takes an event that EventBridge could not deliver, as %s', (_, body) => {
  expect(read(body)).toEqual({ ...EXPECTED, requestId: null, attempts: null, error: null });
});

test.each(['', 'hello', '{"a":1}', base64('hello'), '[]'])('finds no event in %j', (body) => {
  expect(read(body)).toMatchObject({ function: null, payload: null, events: [] });
});

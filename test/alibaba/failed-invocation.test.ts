import { describe, expect, test } from 'vitest';
import { functionOfArn, readFailedInvocation } from '../../src/alibaba/failed-invocation.ts';

/** The sample of the page "Result callback" of Function Compute. */
const SAMPLE = {
  timestamp: 1660120276975,
  requestContext: {
    requestId: 'xxx',
    functionArn: 'acs:fc:cn-hangzhou:1234567890123456:functions/f',
    condition: 'FunctionResourceExhausted',
    approximateInvokeCount: 3,
  },
  requestPayload: '',
  responseContext: { statusCode: 200, functionError: '' },
  responsePayload: '',
};

describe('the message of a failed invocation', () => {
  test('as the vendor shows it', () => {
    expect(readFailedInvocation(SAMPLE)).toEqual(SAMPLE);
  });

  test('without the parts about the answer, for a function that never ran', () => {
    const { timestamp, requestPayload } = SAMPLE;
    const requestContext = { requestId: 'r', functionArn: 'a' };
    expect(readFailedInvocation({ timestamp, requestContext, requestPayload })).toMatchObject({
      requestContext: { condition: '', approximateInvokeCount: 1 },
      responseContext: { functionError: '' },
      responsePayload: '',
    });
  });

  test.each<[what: string, value: unknown]>([
    ['nothing', undefined],
    ['a text', 'x'],
    ['an event of OSS', { events: [] }],
    ['no payload', { ...SAMPLE, requestPayload: undefined }],
    ['no function', { ...SAMPLE, requestContext: { requestId: 'r' } }],
  ])('is not %s', (_, value) => {
    expect(readFailedInvocation(value)).toBeUndefined();
  });
});

test.each([
  ['acs:fc:cn-hangzhou:123:functions/autoalias-object-events', { name: 'autoalias-object-events' }],
  ['acs:fc:cn-hangzhou:123:functions/f/LATEST', { name: 'f', qualifier: 'LATEST' }],
  ['acs:fc:cn-hangzhou:123:functions/f.prod', { name: 'f', qualifier: 'prod' }],
  ['acs:fc:::functions/_f-1', { name: '_f-1' }],
])('the function of %s', (arn, called) => {
  expect(functionOfArn(arn)).toEqual(called);
});

test.each([
  '',
  'acs:fc:cn-hangzhou:123:services/s/functions/f',
  'acs:mns:cn-hangzhou:123:/queues/q',
  'acs:fc:r:1:functions/f/../g',
])('no function of 3.0: %s', (arn) => expect(functionOfArn(arn)).toBeUndefined());

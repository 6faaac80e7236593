import { describe, expect, test } from 'vitest';
import { localInvocation } from '../../../../src/local/api/fc/local-invocation.ts';
import { CREDENTIALS, parsed } from './fc-fixture.ts';

const target = '/2023-03-30/functions/function/invocations';
const headers = {
  'x-fc-function-name': 'sweep',
  'x-fc-access-key-id': CREDENTIALS.accessKeyId,
  'x-fc-access-key-secret': CREDENTIALS.accessKeySecret,
  'x-fc-event-type': 'Default',
};

describe('localInvocation', () => {
  test('names the function of the headers', () => {
    expect(localInvocation(parsed({ method: 'POST', target, headers }), CREDENTIALS)).toBe('sweep');
  });

  test.each([
    ['another function in the path', { target: '/2023-03-30/functions/sweep/invocations' }],
    ['the API of 2.0', { target: '/2016-08-15/functions/function/invocations' }],
    ['another method', { method: 'PUT' }],
    ['no function name', { headers: {} }],
    ['a signature', { headers: { ...headers, authorization: 'ACS3-HMAC-SHA256 …'.replace('…', 'x') } }],
  ])('is not: %s', (_, change) => {
    expect(localInvocation(parsed({ method: 'POST', target, headers, ...change }), CREDENTIALS)).toBeUndefined();
  });

  test.each([
    ['another machine', {}, false, 'AccessDenied'],
    ['another key', { 'x-fc-access-key-id': 'other' }, true, 'InvalidAccessKeyID'],
    ['no key', { 'x-fc-access-key-id': '' }, true, 'InvalidAccessKeyID'],
    ['another secret', { 'x-fc-access-key-secret': 'other' }, true, 'AccessDenied'],
    ['an HTTP request', { 'x-fc-event-type': 'HTTP' }, true, 'InvalidArgument'],
  ])('is refused: %s', (_, change, isLocal, code) => {
    const request = parsed({ method: 'POST', target, headers: { ...headers, ...change } }, isLocal);
    expect(() => localInvocation(request, CREDENTIALS)).toThrow(expect.objectContaining({ code }));
  });
});

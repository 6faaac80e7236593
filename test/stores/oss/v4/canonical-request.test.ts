import { expect, test } from 'vitest';
import { canonicalRequest } from '../../../../src/stores/oss/v4/canonical-request.ts';

test.each([
  ['the account', { method: 'GET', query: [], headers: {} }, [], 'GET\n/\n\n\n\nUNSIGNED-PAYLOAD'],
  [
    'the method in capitals',
    { method: 'get', bucket: 'b', key: 'k', query: [], headers: {} },
    [],
    'GET\n/b/k\n\n\n\nUNSIGNED-PAYLOAD',
  ],
  [
    'the payload as the header has it, right or wrong',
    { method: 'PUT', bucket: 'b', key: 'k', query: [], headers: { 'X-Oss-Content-Sha256': 'abc' } },
    [],
    'PUT\n/b/k\n\nx-oss-content-sha256:abc\n\n\nabc',
  ],
  [
    'additional headers',
    { method: 'PUT', bucket: 'b', query: [['acl', ''] as const], headers: { Host: 'h' } },
    ['host'],
    'PUT\n/b/\nacl\nhost:h\n\nhost\nUNSIGNED-PAYLOAD',
  ],
])('%s', (_, request, additional, text) => {
  expect(canonicalRequest(request, additional)).toBe(text);
});

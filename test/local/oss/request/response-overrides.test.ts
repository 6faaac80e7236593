import { expect, test } from 'vitest';
import { responseOverrides } from '../../../../src/local/oss/request/response-overrides.ts';
import { ossCall } from '../oss-call-fixture.ts';

function query(entries: Readonly<Record<string, string>>) {
  return new Map(Object.entries(entries));
}

test('headers that the query sets', () => {
  const call = ossCall({
    query: query({
      'response-content-type': 'text/x',
      'response-expires': 'e',
      'response-etag': 'no',
      'content-type': 'no',
    }),
  });
  expect(responseOverrides(call)).toEqual({ 'content-type': 'text/x', expires: 'e' });
});

test('text beyond ASCII goes out as UTF-8', () => {
  const call = ossCall({ query: query({ 'response-content-disposition': 'attachment; filename=目' }) });
  expect(responseOverrides(call)['content-disposition']).toBe('attachment; filename=ç\u009b®');
});

test.each([
  [{ 'response-content-type': 'a\r\nset-cookie: b' }, true, 'control character'],
  [{ 'response-content-type': 'text/html' }, false, 'need a signed request'],
])('%j, signed %s: refused', (entries, signed, message) => {
  expect(() => responseOverrides(ossCall({ query: query(entries), signed }))).toThrow(message);
});

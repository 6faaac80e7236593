import { expect, test } from 'vitest';
import { readBosError } from '../../../../src/stores/bos/response/read-error.ts';

test.each([
  [
    { status: 404, headers: {}, body: '{"code":"NoSuchKey","message":"No.","requestId":"r"}' },
    { status: 404, code: 'NoSuchKey', message: 'No.', requestId: 'r' },
  ],
  [
    { status: 403, headers: { 'x-bce-request-id': 'h' }, body: '{"code":"AccessDenied","requestId":"r"}' },
    { status: 403, code: 'AccessDenied', requestId: 'h' },
  ],
  [
    { status: 404, headers: { 'x-bce-request-id': 'h' }, body: '' },
    { status: 404, requestId: 'h' },
  ],
  [{ status: 502, headers: {}, body: '<html>Bad gateway</html>' }, { status: 502 }],
  [{ status: 500, headers: {}, body: '{"message":"no code"}' }, { status: 500 }],
  [{ status: 500, headers: {}, body: 'null' }, { status: 500 }],
  [{ status: 500, headers: {}, body: '{"code":""}' }, { status: 500 }],
])('%j', (response, error) => {
  expect(readBosError(response)).toEqual(error);
});

test('a long text is cut', () => {
  const body = JSON.stringify({ code: 'c'.repeat(5000), message: 'm' });
  expect(readBosError({ status: 500, headers: {}, body }).code).toHaveLength(1000);
});

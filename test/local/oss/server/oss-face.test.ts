import { describe, expect, test } from 'vitest';
import { ossFace, requestIds } from '../../../../src/local/oss/server/oss-face.ts';

test('every answer has the headers of OSS', () => {
  const { commonHeaders, documentType, headerPrefix } = ossFace(() => 0);
  expect(commonHeaders({ requestId: 'ID', now: Date.UTC(2025, 0, 1), milliseconds: 1.6 })).toEqual({
    server: 'AliyunOSS',
    date: 'Wed, 01 Jan 2025 00:00:00 GMT',
    'x-oss-request-id': 'ID',
    'x-oss-server-time': '2',
  });
  expect([documentType, headerPrefix]).toEqual(['application/xml', 'x-oss-']);
});

describe('request ids', () => {
  test('24 upper-case hex digits that begin with the second, each another', () => {
    const next = requestIds(() => 0x6775_0000 * 1000 + 999);
    const ids = Array.from({ length: 2000 }, next);
    expect(ids.filter((id) => !/^67750000[0-9A-F]{16}$/.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

import { describe, expect, test } from 'vitest';
import { checkTime } from '../../../../src/local/bos/auth/check-time.ts';

const now = Date.UTC(2025, 0, 1);
const minute = 60_000;

function check(signedAt: number, expirySeconds: number, headers?: Readonly<Record<string, string>>): string {
  const timestamp = new Date(signedAt).toISOString();
  const parts = { accessKeyId: 'a', timestamp, signedAt, expirySeconds, signedHeaders: [], signature: '' };
  try {
    checkTime(parts, headers, now);
    return 'taken';
  } catch (fault) {
    return fault instanceof Error && 'bosCode' in fault ? String(fault.bosCode) : String(fault);
  }
}

describe('a request with a date', () => {
  test.each([
    ['2025-01-01T00:00:00Z', 'taken'],
    ['2025-01-01T00:15:00Z', 'taken'],
    ['2024-12-31T23:45:00Z', 'taken'],
    ['2025-01-01T00:15:01Z', 'RequestTimeTooSkewed'],
    ['2024-12-31T23:44:59Z', 'RequestTimeTooSkewed'],
    ['yesterday', 'RequestTimeTooSkewed'],
    ['Wed, 01 Jan 2025 00:00:00 GMT', 'RequestTimeTooSkewed'],
  ])('x-bce-date %s: %s', (date, expected) => {
    expect(check(now, 1800, { 'x-bce-date': date, date: 'Tue, 01 Jan 2030 00:00:00 GMT' })).toBe(expected);
  });

  test.each([
    ['Wed, 01 Jan 2025 00:10:00 GMT', 'taken'],
    ['Wed, 01 Jan 2025 00:20:00 GMT', 'RequestTimeTooSkewed'],
    ['2025-01-01T00:00:00Z', 'RequestTimeTooSkewed'],
  ])('Date %s: %s', (date, expected) => {
    expect(check(now, 1800, { date })).toBe(expected);
  });
});

describe('a signature in the header', () => {
  test.each([
    [now - 15 * minute, 1800, {}, 'taken'],
    [now + 15 * minute, 1800, {}, 'taken'],
    [now - 16 * minute, 1800, {}, 'RequestTimeTooSkewed'],
    [now - 16 * minute, -1, {}, 'RequestTimeTooSkewed'],
    [now + 16 * minute, 1800, {}, 'RequestTimeTooSkewed'],
    // The date of sending may not be signed, so it cannot make an old signature new.
    [now - 16 * minute, -1, { 'x-bce-date': '2025-01-01T00:00:00Z' }, 'RequestTimeTooSkewed'],
    [now - 2 * minute, 60, {}, 'RequestExpired'],
  ])('signed at %d for %d seconds, with %j: %s', (signedAt, seconds, headers, expected) => {
    expect(check(signedAt, seconds, headers)).toBe(expected);
  });
});

describe('a presigned URL', () => {
  test.each([
    [now, 60, 'taken'],
    [now - 60_000, 60, 'taken'],
    [now - 61_000, 60, 'RequestExpired'],
    [now - 365 * 24 * 60 * minute, -1, 'taken'],
    [now - 365 * 24 * 60 * minute, 999_999_999, 'taken'],
    [now, 0, 'taken'],
    [now - 1000, 0, 'RequestExpired'],
    [now + 15 * minute, 60, 'taken'],
    [now + 16 * minute, 60, 'RequestTimeTooSkewed'],
    [now + 16 * minute, -1, 'RequestTimeTooSkewed'],
  ])('signed at %d for %d seconds: %s', (signedAt, seconds, expected) => {
    expect(check(signedAt, seconds)).toBe(expected);
  });
});

import { describe, expect, test } from 'vitest';
import { checkTime } from '../../../../src/local/oss/auth/check-time.ts';

const now = Date.UTC(2025, 0, 1, 12);
const v1 = { version: 'V1', accessKeyId: 'ak', signature: 's' } as const;

function v4(dateTime: string, expiresIn?: number) {
  return {
    version: 'V4',
    accessKeyId: 'ak',
    scope: { date: dateTime.slice(0, 8), region: 'r', product: 'oss' },
    dateTime,
    additionalHeaders: [],
    signature: 's',
    ...(expiresIn === undefined ? {} : { expiresIn }),
  } as const;
}

describe('in time', () => {
  test.each([
    ['V1 by Date', v1, { date: 'Wed, 01 Jan 2025 12:15:00 GMT' }],
    ['V1 by x-oss-date before Date', v1, { 'x-oss-date': 'Wed, 01 Jan 2025 11:45:00 GMT', date: 'nonsense' }],
    ['V1 presigned', { ...v1, expires: String(now / 1000) }, {}],
    ['V4, a quarter of an hour ago', v4('20250101T114500Z'), {}],
    ['V4, in a quarter of an hour', v4('20250101T121500Z'), {}],
    ['V4 by Date, a quarter of an hour ago', v4('Wed, 01 Jan 2025 11:45:00 GMT'), {}],
    ['V4 presigned yesterday for two days', v4('20241231T120000Z', 172_800), {}],
    ['V4 presigned by a fast clock', v4('20250101T121000Z', 1), {}],
    ['V4 presigned, in its last second', v4('20250101T115900Z', 60), {}],
  ])('%s', (_, authorization, headers) => {
    expect(() => checkTime(authorization, headers, now)).not.toThrow();
  });
});

describe('refused', () => {
  const skewed = 'The difference between the request time and the current time is too large.';
  const dateless = 'OSS authentication requires a valid Date.';
  test.each([
    ['V1 late', v1, { date: 'Wed, 01 Jan 2025 11:44:59 GMT' }, skewed],
    ['V1 early', v1, { 'x-oss-date': 'Wed, 01 Jan 2025 12:15:01 GMT' }, skewed],
    ['V1 without a date', v1, {}, dateless],
    ['V1 with a V4 date', v1, { 'x-oss-date': '20250101T120000Z' }, dateless],
    ['V1 presigned and expired', { ...v1, expires: String(now / 1000 - 1) }, {}, 'Request has expired.'],
    ['V1 presigned in milliseconds', { ...v1, expires: '0' }, {}, 'Request has expired.'],
    ['V4 late', v4('20250101T114459Z'), {}, skewed],
    ['V4 early', v4('20250101T121501Z'), {}, skewed],
    ['V4 by Date, late', v4('Wed, 01 Jan 2025 11:44:59 GMT'), {}, skewed],
    ['V4 by Date, early', v4('Wed, 01 Jan 2025 12:15:01 GMT'), {}, skewed],
    ['V4 at no hour', v4('20250101T250000Z'), {}, dateless],
    ['V4 on a day that does not exist', v4('20250231T120000Z'), {}, dateless],
    ['V4 at second 60', v4('20250101T120060Z'), {}, dateless],
    ['V1 on a day that does not exist', v1, { date: 'Mon, 31 Feb 2025 12:00:00 GMT' }, dateless],
    ['V4 presigned and expired', v4('20250101T115859Z', 60), {}, 'Request has expired.'],
    ['V4 presigned for tomorrow', v4('20250102T120000Z', 60), {}, skewed],
    ['V4 presigned at no hour', v4('20250101T250000Z', 60), {}, dateless],
  ])('%s', (_, authorization, headers, message) => {
    expect(() => checkTime(authorization, headers, now)).toThrow(message);
  });
});

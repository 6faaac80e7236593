import { expect, test } from 'vitest';
import { isAfter, matchesEtag } from '../../../../src/local/server/request/conditions.ts';

const ETAG = '5D41402ABC4B2A76B9719D911017C592';

test.each([ETAG, `"${ETAG}"`, `W/"${ETAG}"`, ETAG.toLowerCase(), `"other", "${ETAG}"`, '*', 'other,*'])(
  '%s contains the ETag',
  (list) => {
    expect(matchesEtag(list, ETAG)).toBe(true);
  },
);

test.each(['', 'other', `${ETAG}0`, `"${ETAG.slice(1)}"`, 'w/other'])('%j does not contain it', (list) => {
  expect(matchesEtag(list, ETAG)).toBe(false);
});

const WRITTEN = Date.UTC(2026, 10, 20, 12);

test.each([
  ['Fri, 20 Nov 2026 11:59:59 GMT', true],
  ['Fri, 20 Nov 2026 12:00:00 GMT', false],
  ['Fri, 20 Nov 2026 12:00:01 GMT', false],
  ['yesterday', undefined],
  [undefined, undefined],
])('an object of noon is after %s: %s', (date, after) => {
  expect(isAfter(WRITTEN, date)).toBe(after);
});

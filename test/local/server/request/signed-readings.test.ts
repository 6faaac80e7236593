import { expect, test } from 'vitest';
import { signedReadings } from '../../../../src/local/server/request/signed-readings.ts';

test.each([
  [{ host: 'h', 'x-bce-meta-a': '\u7248' }, [{ host: 'h', 'x-bce-meta-a': '\u7248' }]],
  [
    { host: 'h', 'x-bce-meta-a': '\uefe9' },
    [
      { host: 'h', 'x-bce-meta-a': '\uefe9' },
      { host: 'h', 'x-bce-meta-a': '\u00e9' },
    ],
  ],
])('%j', (headers, readings) => {
  expect(signedReadings(headers)).toEqual(readings);
});

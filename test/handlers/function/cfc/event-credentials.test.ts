import { describe, expect, test } from 'vitest';
import { eventCredentials } from '../../../../src/handlers/function/cfc/event-credentials.ts';
import { bosRecord, SECRETS } from '../../../events/bos-record.ts';

const NOW = Date.parse('2026-11-20T08:10:00Z');
const PAIR = {
  accessKeyId: SECRETS.accessKeyId,
  accessKeySecret: SECRETS.secretAccessKey,
  securityToken: SECRETS.sessionToken,
};

function event(credentials: unknown, ...more: unknown[]) {
  return { events: [bosRecord('PutObject', 'k', { credentials }), ...more] };
}

describe('credentials', () => {
  const expiring = (expiration: unknown) => event({ ...SECRETS, expiration });
  test.each<[string, unknown]>([
    ['of a parsed event', event(SECRETS)],
    ['of a text', JSON.stringify(event(SECRETS))],
    ['of bytes', Buffer.from(JSON.stringify(event(SECRETS)))],
    ['that expire later', expiring('2026-11-20T08:12:00Z')],
    ['whose expiration is not a time', expiring('soon')],
    ['of a later record', { events: [5, bosRecord('PutObject', 'k', { credentials: {} }), ...event(SECRETS).events] }],
    [
      'of a record after an expired one',
      { events: [...expiring('2026-11-20T08:09:00Z').events, ...event(SECRETS).events] },
    ],
  ])('%s', (_, value) => {
    expect(eventCredentials(value, NOW)).toEqual(PAIR);
  });

  test.each<[string, unknown]>([
    ['that have expired', expiring('2026-11-20T08:09:59Z')],
    ['that expire within a minute', expiring('2026-11-20T08:10:59Z')],
    ['without a secret', event({ accessKeyId: 'a' })],
    ['of the wrong type', event('a')],
    ['of an event that is too large', ' '.repeat(8 * 1024 * 1024) + JSON.stringify(event(SECRETS))],
    ['of a text that is not JSON', 'events'],
    ['of no event', {}],
    ['of nothing', undefined],
  ])('none: %s', (_, value) => {
    expect(eventCredentials(value, NOW)).toBeUndefined();
  });
});

import { expect, test } from 'vitest';
import { eventCredentials } from '../../../src/handlers/function/cfc/event-credentials.ts';
import { withEventCredentials } from '../../../src/local/triggers/event-credentials.ts';

const NOW = Date.parse('2026-11-20T08:09:10Z');
const KEYS = { accessKeyId: 'a', accessKeySecret: 'b', securityToken: 'c' };

test('adds credentials to each record, for an hour', () => {
  const payload = JSON.stringify({
    events: [{ eventType: 'PutObject', content: { bucket: 'demo' } }, { content: {} }],
  });
  const added = withEventCredentials(payload, KEYS, NOW);
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c', expiration: '2026-11-20T09:09:10Z' };
  expect(JSON.parse(added)).toEqual({
    events: [{ eventType: 'PutObject', content: { bucket: 'demo', credentials } }, { content: { credentials } }],
  });
  expect(eventCredentials(added, NOW)).toEqual(KEYS);
  expect(eventCredentials(added, NOW + 3_600_000)).toBeUndefined();
});

test.each(['{}', 'null', '[]', '"text"', '{"events":[{}]}'])('leaves another event as it is: %s', (payload) => {
  expect(withEventCredentials(payload, KEYS, NOW)).toBe(payload);
});

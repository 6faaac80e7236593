import { expect, test } from 'vitest';
import { eventCredentials } from '../../../src/handlers/function/cfc/event-credentials.ts';
import { withEventCredentials, withoutEventSecrets } from '../../../src/local/triggers/event-credentials.ts';

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

test('removes credentials and xVars from each record, and nothing else', () => {
  const secret = { credentials: { secretAccessKey: 's' }, xVars: 'x' };
  const payload = JSON.stringify({
    more: 1,
    events: [
      { eventType: 'PutObject', content: { bucket: 'demo', ...secret } },
      1,
      { content: secret },
      { content: null },
    ],
  });
  expect(JSON.parse(withoutEventSecrets(payload))).toEqual({
    more: 1,
    events: [{ eventType: 'PutObject', content: { bucket: 'demo' } }, 1, { content: {} }, { content: null }],
  });
});

test('removes members whose names are escaped', () => {
  const payload = String.raw`{"events":[{"content":{"cr\u0065dentials":{"secretAccessKey":"s"}}}]}`;
  expect(withoutEventSecrets(payload)).toBe('{"events":[{"content":{}}]}');
});

test.each([
  'no JSON',
  '',
  'null',
  '"text"',
  ' {"credentials": 1, "events": 2}',
  ' {"events": [ {"content": {"bucket": "demo"}} ] }',
])('leaves an event without secrets as it is: %s', (payload) => {
  expect(withoutEventSecrets(payload)).toBe(payload);
});

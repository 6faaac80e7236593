import { expect, it } from 'vitest';
import { eventTypeCovers } from '../../../src/local/triggers/trigger.ts';

it.each([
  ['oss:ObjectCreated:PutObject', 'oss:ObjectCreated:PutObject', true],
  ['oss:ObjectCreated:*', 'oss:ObjectCreated:PutObject', true],
  ['oss:ObjectCreated:*', 'oss:ObjectCreated:*', true],
  ['oss:*', 'oss:ObjectRemoved:DeleteObject', true],
  ['oss:ObjectCreated:PutObject', 'oss:ObjectCreated:*', false],
  ['oss:ObjectCreated:Put', 'oss:ObjectCreated:PutObject', false],
  ['oss:ObjectRemoved:*', 'oss:ObjectCreated:PutObject', false],
])('%s covers %s: %s', (type, other, expected) => {
  expect(eventTypeCovers(type, other)).toBe(expected);
});

import { expect, test } from 'vitest';
import { type Cause, causeText } from '../../src/aliases/cause.ts';

test.each<[Cause, string]>([
  [{ kind: 'change', event: 'ObjectCreated:PutObject', key: 'a b' }, 'ObjectCreated:PutObject a b'],
  [{ kind: 'sweep' }, 'sweep'],
  [{ kind: 'apply' }, 'apply'],
  [{ kind: 'apply', key: 'r/1.0.0' }, 'apply r/1.0.0'],
])('%j is %j', (cause, text) => {
  expect(causeText(cause)).toBe(text);
});

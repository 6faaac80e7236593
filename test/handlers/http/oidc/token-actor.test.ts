import { expect, test } from 'vitest';
import { tokenActor } from '../../../../src/handlers/http/oidc/token-actor.ts';

test.each([
  [{ repository: 'o/r', ref: 'refs/heads/main', actor: 'mona' }, 'ci:o/r@refs/heads/main (mona)'],
  [{ repository: 'o/r', ref: 'refs/heads/main' }, 'ci:o/r@refs/heads/main'],
  [{ repository: 'o/r', actor: 'mona' }, 'ci:o/r (mona)'],
  [{ project_path: 'g/p', ref: 'main', user_login: 'anna', sub: 's' }, 'ci:g/p@main (anna)'],
  [{ sub: 'organization:acme' }, 'ci:organization:acme'],
  [{ sub: '' }, 'ci:unknown'],
  [{ repository: 5 }, 'ci:unknown'],
  [{}, 'ci:unknown'],
])('%j is %s', (claims, actor) => {
  expect(tokenActor('ci', claims)).toBe(actor);
});

test('an actor has at most 200 characters, and no half of a surrogate pair', () => {
  expect(tokenActor('ci', { sub: 'x'.repeat(300) })).toBe(`ci:${'x'.repeat(197)}`);
  expect(tokenActor('ci', { sub: `${'x'.repeat(196)}\u{1f600}` })).toBe(`ci:${'x'.repeat(196)}`);
  expect(tokenActor('ci', { sub: 'a\ud800b' })).toBe('ci:a\ufffdb');
});

import { expect, test } from 'vitest';
import { sentToken, tokenFlaw } from '../../../../src/handlers/http/access/api-token.ts';

test.each(['a', 'a-b_c~d+e/f==', '!"#$%&\'()*', 'x'.repeat(256)])('callers can send the token %j', (token) => {
  expect(tokenFlaw(token)).toBeUndefined();
});

test.each(['a b', 'a\tb', 'a\nb', 'pässwort', 'a\u{7f}', 'a\u{a0}b', '令牌'])('callers cannot send %j', (token) => {
  expect(tokenFlaw(token)).toMatch(/^AUTOALIAS_TOKEN has a space or another character .*; set it to /);
});

test.each<[Record<string, string>, string | undefined]>([
  [{ Authorization: 'Bearer secret' }, 'secret'],
  [{ Authorization: 'bearer secret' }, 'secret'],
  [{ Authorization: 'BEARER   secret ' }, 'secret'],
  [{ 'X-Autoalias-Token': ' secret ' }, 'secret'],
  [{ 'X-Autoalias-Token': 'secret', Authorization: 'ACS3-HMAC-SHA256 Credential=a,Signature=b' }, 'secret'],
  [{ 'X-Autoalias-Token': 'secret', Authorization: 'Bearer other' }, 'secret'],
  [{ 'X-Autoalias-Token': '', Authorization: 'Bearer secret' }, 'secret'],
  [{}, undefined],
  [{ Authorization: '' }, undefined],
  [{ Authorization: 'Bearer ' }, undefined],
  [{ Authorization: 'Basic secret' }, undefined],
  [{ Authorization: 'ACS3-HMAC-SHA256 Credential=a,Signature=b' }, undefined],
  [{ Authorization: 'Bearer a b' }, undefined],
])('the headers %j carry the token %j', (headers, token) => {
  expect(sentToken((name) => headers[name])).toBe(token);
});

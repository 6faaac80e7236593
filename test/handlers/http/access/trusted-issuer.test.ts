import { expect, test } from 'vitest';
import { trustedIssuers } from '../../../../src/handlers/http/access/trusted-issuer.ts';

function accepts(issuer: string, claims: object): boolean {
  return trustedIssuers.safeParse([{ issuer, audience: 'a', name: 'n', rights: ['read'], claims }]).success;
}

test.each([
  ['https://token.actions.githubusercontent.com', { repository_id: '1' }],
  ['https://token.actions.githubusercontent.com', { repository_owner_id: '1', ref: 'refs/heads/main' }],
  ['https://token.actions.githubusercontent.com.example', { ref: 'refs/heads/main' }],
  ['https://gitlab.com', { project_id: 1 }],
  ['https://gitlab.example', { ref_protected: true }],
  ['https://ghes.example/_services/token', { repository: 'o/r' }],
  ['https://idp.example/', { sub: 's' }],
])('%s with %j can be used', (issuer, claims) => {
  expect(accepts(issuer, claims)).toBe(true);
});

test.each([
  ['https://token.actions.githubusercontent.com', { ref: 'refs/heads/main' }],
  ['https://token.actions.githubusercontent.com/', { repository: 'o/r' }],
  ['https://token.actions.githubusercontent.com/corp', { sub: 'repo:o/r' }],
  ['https://gitlab.com', { ref_protected: true }],
  ['https://idp.example', {}],
  ['http://127.0.0.1:8080', { sub: 's' }],
])('%s with %j is refused', (issuer, claims) => {
  expect(accepts(issuer, claims)).toBe(false);
});

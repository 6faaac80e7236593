import { expect, test } from 'vitest';
import { NO_ACCESS, readAccessSettings } from '../../../../src/handlers/http/access/access-settings.ts';

const HASH = 'ab'.repeat(32);
const ENTRY = { name: 'ci', rights: ['read', 'move'], sha256: HASH };
const GITHUB = {
  issuer: 'https://token.actions.githubusercontent.com',
  audience: 'autoalias',
  name: 'github',
  rights: ['move'],
  claims: { repository_id: '74', ref: ['refs/heads/main', 'refs/heads/beta'] },
};

function read(tokens: unknown, oidc: unknown = [], token: string | undefined = undefined) {
  return readAccessSettings({ token, tokens: JSON.stringify(tokens), oidc: JSON.stringify(oidc) });
}

test('nothing is set', () => {
  expect(readAccessSettings({ token: undefined, tokens: undefined, oidc: undefined })).toEqual(NO_ACCESS);
});

test('reads tokens, with hashes in lower case', () => {
  const other = { name: 'Dash-board_1@x/y.z', rights: ['read'], sha256: 'CD'.repeat(32) };
  expect(read([ENTRY, other])).toEqual({
    tokens: [ENTRY, { ...other, sha256: 'cd'.repeat(32) }],
    issuers: [],
    flaws: [],
  });
});

test('reads issuers, with the values of claims as lists of texts', () => {
  const claims = { project_id: 12, job_project_id: '12', ref_protected: true, ref: ['main'] };
  const gitlab = { ...GITHUB, issuer: 'https://gitlab.example/sub', name: 'gitlab', claims };
  expect(read([], [GITHUB, gitlab])).toEqual({
    tokens: [],
    issuers: [
      { ...GITHUB, claims: { repository_id: ['74'], ref: ['refs/heads/main', 'refs/heads/beta'] } },
      {
        ...gitlab,
        claims: { project_id: ['12'], job_project_id: ['12'], ref_protected: ['true'], ref: ['main'] },
      },
    ],
    flaws: [],
  });
});

test.each<[unknown, string]>([
  [{}, 'AUTOALIAS_TOKENS: it must be a list'],
  [['x'], 'AUTOALIAS_TOKENS[0]: it must be of type object'],
  [[ENTRY, { ...ENTRY, name: 'b' }], 'AUTOALIAS_TOKENS[1].sha256: another entry has the same value'],
  [[ENTRY, { ...ENTRY, sha256: 'cd'.repeat(32) }], 'AUTOALIAS_TOKENS[1].name: another entry has the same value'],
  [[{ ...ENTRY, rights: [] }], 'AUTOALIAS_TOKENS[0].rights: it is empty'],
  [[{ ...ENTRY, rights: ['read', 'all'] }], 'AUTOALIAS_TOKENS[0].rights[1]: it must be one of read, apply, move'],
  [[{ ...ENTRY, rights: 'read' }], 'AUTOALIAS_TOKENS[0].rights: it must be a list'],
  [[{ ...ENTRY, sha256: 'ab' }], 'AUTOALIAS_TOKENS[0].sha256: it must be the SHA-256 hash of the token, 64 hex digits'],
  [[{ ...ENTRY, right: [] }], 'AUTOALIAS_TOKENS[0]: there is no field "right"'],
  [[{ rights: ['read'], sha256: HASH }], 'AUTOALIAS_TOKENS[0].name: it is missing'],
  [[{ ...ENTRY, name: 'github:o/r' }], 'AUTOALIAS_TOKENS[0].name: it must have 1 to 64 letters, digits'],
  [[{ ...ENTRY, name: '' }], 'AUTOALIAS_TOKENS[0].name: it must have 1 to 64 letters, digits'],
  [[{ ...ENTRY, name: 'http' }], 'AUTOALIAS_TOKENS[0].name: "http" is the caller with AUTOALIAS_TOKEN'],
])('tokens %j: the message names the place', (tokens, message) => {
  const { flaws, ...settings } = read(tokens);
  expect(flaws).toEqual([expect.stringMatching(/; write a list of entries that autoalias token printed, \[/)]);
  expect(flaws[0]).toContain(message);
  expect(settings).toEqual({ tokens: [], issuers: [] });
});

test.each<[object, string]>([
  [{ issuer: 'http://gitlab.example' }, 'AUTOALIAS_OIDC[0].issuer: it must be an https:// address'],
  [{ issuer: 'gitlab.com' }, 'AUTOALIAS_OIDC[0].issuer: it must be an https:// address'],
  [{ issuer: 'https://a.example/?b' }, 'AUTOALIAS_OIDC[0].issuer: it must be an https:// address'],
  [{ issuer: 'https://me@a.example' }, 'AUTOALIAS_OIDC[0].issuer: it must be an https:// address'],
  [{ audience: '' }, 'AUTOALIAS_OIDC[0].audience: it is empty'],
  [{ audience: ['a'] }, 'AUTOALIAS_OIDC[0].audience: it must be of type string'],
  [{ claims: {} }, 'AUTOALIAS_OIDC[0].claims: it is empty, so every token of the issuer would be accepted'],
  [{ claims: { repository_id: [] } }, 'AUTOALIAS_OIDC[0].claims.repository_id: it is empty'],
  [{ claims: { repository_id: {} } }, 'AUTOALIAS_OIDC[0].claims.repository_id: it must be a text or a list of texts'],
  [
    { claims: { repository: 'o/r', sub: 'repo:o/r:ref:refs/heads/main' } },
    'AUTOALIAS_OIDC[0].claims: everyone can get tokens of this issuer; add "repository_id" or "repository_owner_id"',
  ],
  [
    { issuer: 'https://token.actions.githubusercontent.com/corp', claims: { ref: 'refs/heads/main' } },
    'AUTOALIAS_OIDC[0].claims: everyone can get tokens of this issuer; add "repository_id"',
  ],
  [
    { issuer: 'https://gitlab.com', claims: { project_path: 'g/p' } },
    'AUTOALIAS_OIDC[0].claims: everyone can get tokens of this issuer; add "project_id" or "namespace_id"',
  ],
])('an issuer with %j: the message names the place', (change, message) => {
  const { flaws, issuers } = read([], [{ ...GITHUB, ...change }]);
  expect(flaws).toEqual([expect.stringMatching(/; write \[\{"issuer":"https:\/\/…"/)]);
  expect(flaws[0]).toContain(message);
  expect(issuers).toEqual([]);
});

test('each variable that cannot be used is one message, which does not repeat the value', () => {
  const settings = readAccessSettings({ token: 'two words', tokens: '[{"name":"a",', oidc: 'no' });
  expect(settings.flaws).toEqual([
    expect.stringMatching(/^AUTOALIAS_TOKEN has a space/),
    expect.stringMatching(/^AUTOALIAS_TOKENS is not JSON; write /),
    expect.stringMatching(/^AUTOALIAS_OIDC is not JSON; write /),
  ]);
  expect(read([{ ...ENTRY, sha256: 'my-secret-token' }]).flaws.join()).not.toContain('my-secret-token');
});

test('a list with many mistakes is a message of bounded length', () => {
  expect(read(Array.from({ length: 50 }, () => ({}))).flaws[0]?.match(/it is missing/g)).toHaveLength(5);
});

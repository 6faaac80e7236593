import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { commandActor } from '../../../src/cli/options/command-actor.ts';

const dir = mkdtempSync(join(tmpdir(), 'actor-'));
afterAll(() => rmSync(dir, { recursive: true }));

function tokenFile(name: string, text: string): string {
  const path = join(dir, name);
  writeFileSync(path, text);
  return path;
}

function jwt(claims: unknown): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part(claims)}.signature`;
}

const SUBJECT = 'repo:example/app:ref:refs/heads/main';
const TOKEN = tokenFile('token', `${jwt({ sub: SUBJECT, aud: 'sts.aliyuncs.com' })}\n`);
const USER = `${userInfo().username}@${hostname()}`;

describe('who runs a command', () => {
  test.each([
    ['AUTOALIAS_ACTOR wins', { AUTOALIAS_ACTOR: ' ci ', ALIBABA_CLOUD_OIDC_TOKEN_FILE: TOKEN }, 'ci'],
    [
      'the subject of the OIDC token',
      { ALIBABA_CLOUD_OIDC_TOKEN_FILE: TOKEN, ALIBABA_CLOUD_ROLE_SESSION_NAME: 's' },
      SUBJECT,
    ],
    ['the role session', { ALIBABA_CLOUD_ROLE_SESSION_NAME: 'build-7' }, 'build-7'],
    ['the user and the host', {}, USER],
  ])('%s', (_, env, actor) => {
    expect(commandActor(env)).toBe(actor);
  });

  test.each([
    ['an empty AUTOALIAS_ACTOR', { AUTOALIAS_ACTOR: ' ' }],
    ['a token file that does not exist', { ALIBABA_CLOUD_OIDC_TOKEN_FILE: join(dir, 'none') }],
    ['a file without a token', { ALIBABA_CLOUD_OIDC_TOKEN_FILE: tokenFile('text', 'hello') }],
    ['a token without a subject', { ALIBABA_CLOUD_OIDC_TOKEN_FILE: tokenFile('anonymous', jwt({ aud: 'x' })) }],
    ['a token whose claims are not JSON', { ALIBABA_CLOUD_OIDC_TOKEN_FILE: tokenFile('broken', 'a.b.c') }],
  ])('%s does not name the caller', (_, env) => {
    expect(commandActor(env)).toBe(USER);
  });
});

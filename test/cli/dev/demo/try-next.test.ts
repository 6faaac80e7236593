import { describe, expect, it } from 'vitest';
import { tryNext } from '../../../../src/cli/dev/demo/try-next.ts';

const PARTS = {
  store: 'http://127.0.0.1:9000',
  bos: 'http://127.0.0.1:9002',
  api: 'http://127.0.0.1:9001',
  bucket: 'demo',
  region: 'cn-hangzhou',
  credentials: { accessKeyId: 'autoalias', accessKeySecret: 'autoalias-secret' },
  token: 'the-token',
  isOwn: { accessKeySecret: false, token: false },
  now: Date.UTC(2026, 0, 2),
};

describe('tryNext', () => {
  const text = tryNext(PARTS);

  it.each([
    ["curl -T package.json 'http://127.0.0.1:9000/demo/releases/vite/100.0.0/vite.tgz?", 'an upload'],
    ["curl 'http://127.0.0.1:9000/demo/releases/vite/latest/vite.tgz?", 'a read through the alias'],
    ["curl -T package.json 'http://127.0.0.1:9002/v1/demo/releases/vite/100.0.0/vite.tgz?", 'an upload to BOS'],
    ["curl 'http://127.0.0.1:9002/v1/demo/releases/vite/latest/vite.tgz?", 'a read through an alias of BOS'],
    ['npx autoalias status --bucket bos://demo --endpoint http://127.0.0.1:9002\n', 'a command on BOS'],
    [
      "'Authorization: Bearer the-token' 'http://127.0.0.1:9001/v1/explain?key=releases/vite/latest/vite.tgz'",
      'a question',
    ],
    ["endpoint: 'http://127.0.0.1:9000'", 'a program'],
  ])('shows %s (%s)', (part) => {
    expect(text).toContain(part);
  });

  it('shows URLs that are good for a day', () => {
    expect(text.match(/x-oss-expires=86400/g)).toHaveLength(2);
    expect(text.match(/x-oss-signature=[0-9a-f]{64}'/g)).toHaveLength(2);
    expect(text.match(/\?authorization=bce-auth-v1%2Fautoalias%2F2026-01-02T00%3A00%3A00Z%2F86400%2F/g)).toHaveLength(
      2,
    );
  });

  it('shows the target alone, not everything that ali-oss answers', () => {
    expect(text).toContain("console.log((await client.getSymlink('releases/app/latest/app.tgz')).targetName);");
  });
});

describe('tryNext with rules of their own', () => {
  const text = tryNext({ ...PARTS, rulesFile: "/srv/o'neil/rules.yaml" });

  it.each([
    [
      "npx autoalias explain <key> --endpoint http://127.0.0.1:9000 --bucket demo --rules '/srv/o'\\''neil/rules.yaml'",
      'a command',
    ],
    [
      "-H 'Authorization: Bearer the-token' --data-urlencode 'key=<key>' http://127.0.0.1:9001/v1/explain",
      'a question',
    ],
    ["endpoint: 'http://127.0.0.1:9000'", 'a program'],
  ])('shows %s (%s)', (part) => {
    expect(text).toContain(part);
  });

  it('names a bucket that is not the default one', () => {
    expect(tryNext({ ...PARTS, rulesFile: '/rules.yaml', bucket: 'builds' })).toContain(
      "npx autoalias explain <key> --endpoint http://127.0.0.1:9000 --bucket builds --rules '/rules.yaml'",
    );
  });

  it('shows no key that these rules need not match', () => {
    expect(text).not.toContain('releases/');
  });
});

describe('tryNext with secrets that the user set', () => {
  const credentials = { accessKeyId: 'own', accessKeySecret: 'own-secret' };
  const own = { ...PARTS, credentials, token: 'own-token', isOwn: { accessKeySecret: true, token: true } };

  it.each([
    ['the built-in rules', tryNext(own)],
    ['rules of their own', tryNext({ ...own, rulesFile: '/rules.yaml' })],
  ])('names their variables: %s', (_, text) => {
    expect(text).not.toMatch(/own-secret|own-token/);
    expect(text).toContain('accessKeySecret: process.env.OSS_ACCESS_KEY_SECRET,');
    expect(text).toContain('-H "Authorization: Bearer $AUTOALIAS_TOKEN"');
  });
});

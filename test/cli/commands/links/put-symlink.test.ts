import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer, scriptedServer } from '../../../stores/oss/scripted-server.ts';
import { type CliWorld, cliWorld } from '../../cli-world.ts';
import { json, run } from '../../run.ts';

let world: CliWorld;
let unversioned: CliWorld;
beforeAll(async () => {
  world = await cliWorld();
  unversioned = await cliWorld('Never');
});
afterAll(async () => {
  await world.close();
  await unversioned.close();
});

function put(...args: string[]) {
  return world.run('put-symlink', '--bucket', 'demo', ...args);
}

async function link(key: string) {
  return world.store.send({ operation: 'GetSymlink', key });
}

function to(key: string, target = 't') {
  return ['--key', key, '--symlink-target', target];
}

describe('writes a link', () => {
  test('and says what it wrote', async () => {
    const ran = await put(...to('releases/latest', 'releases/1.0.0'));
    expect(ran).toMatchObject({ exitCode: 0, err: '' });
    expect(ran.out).toMatch(
      /^link +releases\/latest\ntarget +releases\/1\.0\.0\nversion id +\S+\nETag +[0-9A-F]{32}\nrequest id +\S+\n$/,
    );
    expect(await world.target('releases/latest')).toBe('releases/1.0.0');
  });

  test('with every option', async () => {
    const ran = await put(
      ...to('all', 'a b/ü+%.tgz'),
      ...['--object-acl', 'public-read', '--storage-class', 'IA', '--tagging', 'by=me&for=a%20test'],
      ...['--meta', 'user=jack,mail=a@b', '--metadata', 'Place="here"', '--content-type', 'text/x-link'],
      ...['--cache-control', 'no-cache', '--content-disposition', 'inline', '--content-encoding', 'gzip'],
      ...['--content-language', 'en', '--expires', 'Wed, 01 Jan 2031 00:00:00 GMT', '--json'],
    );
    const written = await link('all');
    expect(written).toMatchObject({
      found: 'symlink',
      target: 'a b/ü+%.tgz',
      metadata: { user: 'jack', mail: 'a@b', place: '"here"' },
      headers: {
        contentType: 'text/x-link',
        cacheControl: 'no-cache',
        contentDisposition: 'inline',
        contentEncoding: 'gzip',
        contentLanguage: 'en',
        expires: 'Wed, 01 Jan 2031 00:00:00 GMT',
      },
    });
    if (written.found !== 'symlink') throw new Error('no link');
    expect(json(ran)).toMatchObject({
      bucket: 'demo',
      key: 'all',
      target: 'a b/ü+%.tgz',
      status: 200,
      versionId: written.versionId,
      etag: written.etag,
      requestId: expect.stringMatching(/^[0-9A-F]{24}$/),
    });
    expect(await world.store.send({ operation: 'GetObjectTagging', key: 'all' })).toMatchObject({
      tags: { by: 'me', for: 'a test' },
    });
    const { objects } = await world.store.send({ operation: 'ListObjects', prefix: 'all' });
    expect(objects).toMatchObject([{ type: 'Symlink', storageClass: 'IA' }]);
  });

  test.each([
    ['nothing with --quiet', ['--quiet'], /^$/],
    ['the headers with --output-format', ['--output-format', 'yaml'], /^Header:\n {2}Connection:/],
  ])('says %s', async (_, args, out) => {
    const ran = await put(...to('said'), ...args);
    expect(ran).toEqual({ exitCode: 0, out: expect.stringMatching(out), err: '' });
  });

  test('over an existing object or link, twice', async () => {
    await world.put('object');
    for (const target of ['one', 'two']) {
      expect(await put(...to('object', target))).toMatchObject({ exitCode: 0 });
      expect(await world.target('object')).toBe(target);
    }
  });

  test('the last of two values counts', async () => {
    await put(...to('twice', 'one'), '--symlink-target', 'two');
    expect(await world.target('twice')).toBe('two');
  });
});

describe('--forbid-overwrite', () => {
  const on = (forbid: string, ...args: string[]) =>
    unversioned.run('put-symlink', '--forbid-overwrite', forbid, ...args);

  test('true: an existing key stays unchanged, with a message and an exit code', async () => {
    expect(await on('true', ...to('free'))).toMatchObject({ exitCode: 0, err: '' });
    const ran = await on('true', ...to('free', 'other'));
    expect(ran).toMatchObject({ exitCode: 1, out: '' });
    expect(ran.err).toMatch(
      /^autoalias: PutSymlink of free in bucket demo: the key exists, and --forbid-overwrite is true: OSS answered 409 FileAlreadyExists, request id \w+\n$/,
    );
    expect(await unversioned.target('free')).toBe('t');
    expect(json(await on('true', ...to('free', 'other'), '--json'))).toMatchObject({
      error: { code: 'store-refused' },
    });
  });

  test('false: it is replaced', async () => {
    expect(await on('true', ...to('taken'))).toMatchObject({ exitCode: 0 });
    expect(await on('false', ...to('taken', 'other'))).toMatchObject({ exitCode: 0, err: '' });
    expect(await unversioned.target('taken')).toBe('other');
  });

  test('true in a bucket with versioning: it is replaced, with a warning', async () => {
    await put(...to('versioned'));
    const ran = await put(...to('versioned', 'other'), '--forbid-overwrite', 'true');
    expect(ran).toMatchObject({
      exitCode: 0,
      err: 'autoalias: --forbid-overwrite has no effect in a bucket with versioning: the symlink was written\n',
    });
    expect(await world.target('versioned')).toBe('other');
  });

  test('true: a failed request is not sent again, since it could find its own link', async () => {
    const server = await scriptedServer([answer(503, { 'x-oss-request-id': 'R' })]);
    try {
      const ran = await run(['put-symlink', ...to('a'), '-e', server.origin, '--forbid-overwrite', 'true']);
      expect(ran.exitCode).toBe(1);
      expect(server.received).toHaveLength(1);
    } finally {
      await server.close();
    }
  });
});

describe('--dry-run', () => {
  test('says what would be sent, and sends nothing', async () => {
    const ran = await put(...to('dry', 'a b'), '--meta', 'a=b', '-n');
    expect(ran).toEqual({
      exitCode: 0,
      out: 'dry run, nothing is sent: PUT dry?symlink\nx-oss-meta-a: b\nx-oss-symlink-target: a%20b\n',
      err: '',
    });
    expect(await link('dry')).toMatchObject({ found: 'none' });
  });
});

describe('wrong use and refusals write nothing', () => {
  test.each<[what: string, args: string[], exitCode: number, err: RegExp]>([
    ['no key', ['--symlink-target', 't'], 2, /^autoalias: required option '--key <key>' not specified\n/],
    ['no target', ['--key', 'bad'], 2, /^autoalias: required option '--symlink-target <key>' not specified\n/],
    ['an empty key', to(''), 2, /^autoalias: PutSymlink: the key is empty; pass the key of an object\n$/],
    ['an empty target', to('bad', ''), 2, /^autoalias: PutSymlink: the target is empty; pass the key of an object\n$/],
    [
      'an unknown ACL',
      [...to('bad'), '--object-acl', 'open'],
      2,
      /Allowed choices are default, private, public-read, public-read-write\./,
    ],
    [
      'an unknown storage class',
      [...to('bad'), '--storage-class', 'Warm'],
      2,
      /Allowed choices are Standard, IA, Archive, ColdArchive, DeepColdArchive, Cold, STANDARD, STANDARD_IA, COLD, ARCHIVE\./,
    ],
    ['neither true nor false', [...to('bad'), '--forbid-overwrite', 'yes'], 2, /Allowed choices are true, false\./],
    [
      'malformed tags',
      [...to('bad'), '--tagging', 'a=b&=c'],
      2,
      /^autoalias: --tagging "a=b&=c": a tag has no name; write k1=v1&k2=v2\n$/,
    ],
    ['malformed metadata', [...to('bad'), '--meta', 'a'], 2, /^autoalias: --meta "a": "a" is not name=value; /],
    [
      'a name of metadata that no header has',
      [...to('bad'), '--meta', 'a b=c'],
      2,
      /^autoalias: PutSymlink of bad: metadata name "a b"; use lower-case/,
    ],
    ['metadata beyond ASCII', [...to('bad'), '--meta', 'a=ü'], 2, /percent-encode the value\n$/],
    ['a header with a line in it', [...to('bad'), '--content-type', 'a\nb'], 2, /content-type has a control character/],
    ['an invalid bucket name', [...to('bad'), '--bucket', 'B'], 2, /^autoalias: bucket "B" is not valid; /],
    ['an option of another command', [...to('bad'), '--version-id', 'v'], 2, /unknown option '--version-id'/],
    [
      'an option that is not supported',
      [...to('bad'), '--proxy', 'http://p'],
      2,
      /^autoalias: --proxy is not supported here; name an --endpoint that is reached without a proxy\n$/,
    ],
    [
      'a JMESPath expression',
      [...to('bad'), '--output-query', 'Header'],
      2,
      /^autoalias: --output-query is not supported here; print JSON with --output-format json, and filter it /,
    ],
    [
      'an unsupported option without a value',
      [...to('bad'), '--skip-verify-cert'],
      2,
      /^autoalias: --skip-verify-cert is not supported here; .*NODE_EXTRA_CA_CERTS/,
    ],
    ['a key with a leading slash', to('/bad'), 1, /OSS answered 400 InvalidObjectName/],
    ['a key that is too long', to('b'.repeat(1024)), 1, /OSS answered 400 InvalidObjectName/],
    ['a target with a leading slash', to('bad', '/t'), 1, /OSS answered 400 InvalidObjectName/],
    ['eleven tags', [...to('bad'), '--tagging', [...'abcdefghijk'].join('&')], 1, /OSS answered 400 BadRequest/],
    [
      'a tag with characters that tags cannot have',
      [...to('bad'), '--tagging', 'a=b%3F'],
      1,
      /OSS answered 400 InvalidTag/,
    ],
    [
      'a missing bucket',
      [...to('bad'), '--bucket', 'nosuch'],
      1,
      /OSS answered 404 NoSuchBucket .*; check the bucket name/,
    ],
    ['a key that is not the store’s', [...to('bad'), '-i', 'who', '-k', 'x'], 1, /OSS answered 403 InvalidAccessKeyId/],
    [
      'a secret that is not its',
      [...to('bad'), '-i', 'autoalias', '-k', 'x'],
      1,
      /OSS answered 403 SignatureDoesNotMatch/,
    ],
    ['another region', [...to('bad'), '--region', 'cn-beijing'], 1, /Invalid signing region/],
    ['nobody', [...to('bad'), '--mode', 'Anonymous'], 1, /OSS answered 403 AccessDenied/],
  ])('%s', async (_, args, exitCode, err) => {
    const ran = await put(...args);
    expect(ran).toEqual({ exitCode, out: '', err: expect.stringMatching(err) });
    expect(await link('bad')).toEqual({ found: 'none', deleteMarker: false });
  });

  test('a key without a region is asked for one', async () => {
    const ran = await run(['put-symlink', ...to('bad'), '-i', 'id', '-k', 'secret']);
    expect(ran).toMatchObject({ exitCode: 2, out: '' });
    expect(ran.err).toMatch(/^autoalias: the access key has no region, /);
  });
});

describe('options for the request', () => {
  test.each<[what: string, args: string[]]>([
    ['signature V1', ['--sign-version', 'v1']],
    ['path addressing', ['--addressing-style', 'path']],
    ['the region as endpoints write it', ['--region', 'oss-cn-hangzhou']],
    ['keys on the command line', ['-i', 'autoalias', '-k', 'autoalias-secret']],
  ])('%s', async (what, args) => {
    expect(await put(...to(what), ...args)).toMatchObject({ exitCode: 0, err: '' });
    expect(await world.target(what)).toBe('t');
  });

  test('the request says who pays, who asks, and the token of temporary credentials', async () => {
    const server = await scriptedServer([answer(200, { 'x-oss-request-id': 'R' })]);
    try {
      const ran = await run([
        ...['put-symlink', ...to('a'), '-e', server.origin, '-i', 'id', '-k', 'secret', '-t', 'token'],
        ...['--request-payer', 'requester', '--user-agent', 'script/1', '--loglevel', 'debug'],
      ]);
      expect(ran).toMatchObject({ exitCode: 0, err: '' });
      expect(server.received).toMatchObject([
        {
          url: '/demo/a?symlink',
          headers: {
            'x-oss-request-payer': 'requester',
            'x-oss-security-token': 'token',
            'user-agent': 'autoalias script/1',
          },
        },
      ]);
    } finally {
      await server.close();
    }
  });

  test('a bucket named by the configuration of ossutil, on a host that is its own', async () => {
    const config = world.file(
      'ossutilconfig',
      `[default]\naccessKeyID=autoalias\naccessKeySecret=autoalias-secret\nregion=cn-hangzhou\nbuckets=b\n[buckets b]\ndemo =\n  endpoint=${world.endpoint}\n  addressing-style=path\n`,
    );
    const ran = await run(['-c', config, 'api', 'put-symlink', '--bucket', 'demo', ...to('by-config')]);
    expect(ran).toEqual({ exitCode: 0, out: '', err: '' });
    expect(await world.target('by-config')).toBe('t');
  });
});

describe('a script written for ossutil', () => {
  const api = (...args: string[]) => world.run('api', 'put-symlink', '--bucket', 'demo', ...args);

  test('runs its command line unchanged', async () => {
    const ran = await api('--key', 'examplelink', '--symlink-target', 'targetobject');
    expect(ran).toEqual({ exitCode: 0, out: '', err: '' });
    expect(await world.target('examplelink')).toBe('targetobject');
  });

  test('gets the same output', async () => {
    const { out } = await api(...to('examplelink'), '--output-format', 'json');
    expect(JSON.parse(out)).toMatchObject({
      Header: { Etag: [expect.any(String)], 'X-Oss-Version-Id': [expect.any(String)] },
    });
  });

  test.each<[what: string, args: string[], exitCode: number]>([
    ['wrong use', ['--key', 'a'], 1],
    ['an unknown option', [...to('a'), '--nosuch'], 1],
    ['an argument that cannot be', [...to('a'), '--tagging', '='], 1],
    ['a refusal', [...to('/a')], 2],
    ['a missing bucket', [...to('a'), '--bucket', 'nosuch'], 2],
  ])('gets the same exit codes: %s', async (_, args, exitCode) => {
    const ran = await api(...args);
    expect(ran).toMatchObject({ exitCode, out: '' });
    expect(ran.err).not.toBe('');
  });

  test('gets the same exit codes: no answer', async () => {
    const gone = await cliWorld();
    await gone.stop();
    const ran = await gone.run('api', 'put-symlink', ...to('a'), '--retry-times', '0');
    await gone.close();
    expect(ran).toMatchObject({ exitCode: 3, out: '' });
  });

  test.each(['api', 'api nosuch', 'api put-bucket-cors --bucket demo'])('%s: the help, and 1', async (line) => {
    const ran = await run(line.split(' '));
    expect(ran).toMatchObject({ exitCode: 1, out: '' });
    expect(ran.err).toMatch(/Usage: autoalias api|unknown command/);
  });
});

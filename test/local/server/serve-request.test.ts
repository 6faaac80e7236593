import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { queryString } from '../../../src/oss-wire/percent-encoding.ts';
import { presignV4 } from '../../../src/stores/oss/request/presign-url.ts';
import { authorizedHeaders } from '../../oss-wire/header-record.ts';
import { credentials, newYear, type OssRig, openOssRig, signed, temporary } from '../oss/oss-rig.ts';

let rig: OssRig;
beforeAll(async () => {
  rig = await openOssRig();
});
afterAll(() => rig.close());
beforeEach(() => {
  rig.log.length = 0;
});

function codeOf(body: string): string | undefined {
  return /<Code>(\w+)<\/Code>/.exec(body)?.[1];
}

describe('every answer', () => {
  test.each([
    ['served', signed({}, newYear), 200],
    ['refused', { target: '/demo/k' }, 403],
  ])('has the headers of OSS: %s', async (_, request, status) => {
    const answer = await rig.raw(request);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      server: 'AliyunOSS',
      date: 'Wed, 01 Jan 2025 00:00:00 GMT',
      'x-oss-request-id': expect.stringMatching(/^[0-9A-F]{24}$/),
      'x-oss-server-time': '0',
      'content-type': 'application/xml',
    });
  });

  test('is one line in the log', async () => {
    await rig.send({ method: 'PUT', bucket: 'demo', key: 'logged', body: '' });
    const missing = await rig.send({ bucket: 'demo', key: 'missing', query: [['tagging', '']] });
    expect(rig.log).toMatchObject([
      { operation: 'PutObject', method: 'PUT', bucket: 'demo', key: 'logged', status: 200 },
      {
        operation: 'GetObjectTagging',
        key: 'missing',
        status: 404,
        code: 'NoSuchKey',
        requestId: missing.headers['x-oss-request-id'],
      },
    ]);
  });
});

describe('keys reach the bucket byte for byte', () => {
  test.each([
    '.',
    '..',
    'a/../b',
    'a//b',
    'a b',
    'a+b',
    '100%',
    'a%2Fb',
    '目/😀',
    '?x=1&y',
    '#',
    `'"<&>`,
    'dir/',
    'a\\b',
  ])('%s', async (key) => {
    const put = await rig.send({ method: 'PUT', bucket: 'demo', key, body: key });
    expect(put.status).toBe(200);
    expect((await rig.send({ bucket: 'demo', key })).body).toBe(key);
    expect(rig.engine.readObject({ bucket: 'demo', key }).size).toBe(Buffer.byteLength(key));
  });

  test.each([
    ['/demo/%', 'InvalidURI'],
    ['/demo/%zz', 'InvalidURI'],
    ['/demo/k?prefix=%ff', 'InvalidURI'],
  ])('%s does not decode', async (target, code) => {
    const answer = await rig.raw({ target });
    expect([answer.status, codeOf(answer.body)]).toEqual([400, code]);
  });

  test.each(['/x', '\\x', 'x'.repeat(1024)])('a key that may not be: %s', async (key) => {
    const answer = await rig.send({ method: 'PUT', bucket: 'demo', key, body: '' });
    expect([answer.status, codeOf(answer.body)]).toEqual([400, 'InvalidObjectName']);
  });
});

describe('every form of address', () => {
  const signing = (key?: string) =>
    authorizedHeaders(
      { method: 'GET', query: [], headers: {}, bucket: 'demo', ...(key === undefined ? {} : { key }) },
      { credentials, region: 'cn-hangzhou', now: newYear },
    );

  beforeAll(async () => {
    await rig.send({ method: 'PUT', bucket: 'demo', key: 'dir/here', body: 'here' });
  });

  test.each([
    ['path style', '127.0.0.1:9000', '/demo/dir/here'],
    ['path style at a name', 'store.test:9000', '/demo/dir/here'],
    ['virtual host', 'demo.localhost:9000', '/dir/here'],
    ['virtual host at any name', 'demo.store.test', '/dir/here'],
    ['the host of OSS itself', 'demo.oss-cn-hangzhou.aliyuncs.com', '/dir/here'],
    ['its internal host', 'demo.oss-cn-hangzhou-internal.aliyuncs.com', '/dir/here'],
    ['CNAME at localhost', 'localhost:9000', '/dir/here'],
    ['CNAME at an IP address', '127.0.0.1:9000', '/dir/here'],
    ['CNAME at a name', 'files.example.com', '/dir/here'],
    ['absolute target', 'ignored', 'http://demo.localhost:9000/dir/here'],
  ])('%s', async (_, host, target) => {
    const answer = await rig.raw({ target, headers: { ...signing('dir/here'), host } });
    expect([answer.status, answer.body]).toEqual([200, 'here']);
  });

  test('a signature covers the authority of an absolute target, which replaces Host', async () => {
    const headers = authorizedHeaders(
      { method: 'GET', query: [], headers: { host: 'demo.localhost' }, bucket: 'demo', key: 'dir/here' },
      { credentials, region: 'cn-hangzhou', now: newYear, additionalHeaders: ['host'] },
    );
    const send = async (authority: string, host: string) =>
      (await rig.raw({ target: `http://${authority}/dir/here`, headers: { ...headers, host } })).status;
    expect(await send('demo.localhost', 'ignored')).toBe(200);
    expect(await send('demo.store.test', 'demo.localhost')).toBe(403);
  });

  test('a list of buckets at a host with a made-up bucket', async () => {
    const answer = await rig.raw({
      ...signed({}, newYear),
      headers: { ...signed({}, newYear).headers, host: 'undefined.oss-cn-hangzhou.aliyuncs.com' },
    });
    expect(answer.body).toContain('<Name>demo</Name>');
  });
});

describe('which requests are allowed', () => {
  const presigned = (expiresIn: number): string => {
    const request = { method: 'GET', bucket: 'demo', key: 'pre', query: [], headers: {} };
    return `/demo/pre?${queryString(presignV4(request, { credentials, region: 'cn-hangzhou', now: newYear, expiresIn }).query)}`;
  };
  beforeAll(async () => {
    await rig.send({ method: 'PUT', bucket: 'demo', key: 'pre', body: 'pre' });
    await rig.send({
      method: 'PUT',
      bucket: 'demo',
      key: 'open',
      body: 'open',
      headers: { 'x-oss-object-acl': 'public-read' },
    });
  });

  test.each([
    ['temporary credentials', signed({ bucket: 'demo', key: 'pre', as: temporary }, newYear)],
    ['a presigned URL', { target: presigned(60) }],
    ['anyone, to a public object', { target: '/demo/open' }],
  ])('%s', async (_, request) => {
    expect((await rig.raw(request)).status).toBe(200);
  });

  test.each([
    ['anonymous, to a private object', { target: '/demo/pre' }, 403, 'AccessDenied'],
    ['anonymous, to a missing object', { target: '/demo/absent' }, 403, 'AccessDenied'],
    ['anonymous, to the listing', { target: '/demo/' }, 403, 'AccessDenied'],
    ['anonymous, to write', { method: 'PUT', target: '/demo/open', body: 'x' }, 403, 'AccessDenied'],
    ['anonymous, to delete', { method: 'DELETE', target: '/demo/open' }, 403, 'AccessDenied'],
    ['a signature of an hour ago', signed({ bucket: 'demo' }, newYear - 3_600_000), 403, 'RequestTimeTooSkewed'],
    ['a wrong secret', signed({ as: { ...credentials, accessKeySecret: 'x' } }, newYear), 403, 'SignatureDoesNotMatch'],
    ['an unknown key id', signed({ as: { ...credentials, accessKeyId: 'x' } }, newYear), 403, 'InvalidAccessKeyId'],
    ['a malformed header', { target: '/', headers: { authorization: 'Bearer x' } }, 400, 'InvalidArgument'],
    ['both forms at once', { target: presigned(60), headers: { authorization: 'OSS a:b' } }, 400, 'InvalidArgument'],
  ])('not %s', async (_, request, status, code) => {
    const answer = await rig.raw(request);
    expect([answer.status, codeOf(answer.body)]).toEqual([status, code]);
  });

  const second = queryString([['x-oss-signature', 'f'.repeat(64)]]);
  test.each([
    ['a wrong signature before the right one', presigned(60).replace('?', `?${second}&`), {}],
    ['a wrong signature after the right one', `${presigned(60)}&${second}`, {}],
    ['the right one twice', `${presigned(60)}&${presigned(60).replace(/.*(?=x-oss-signature=)/, '')}`, {}],
    ['a security token in header and query', `${presigned(60)}&security-token=a`, { 'x-oss-security-token': 'a' }],
  ])('not by a presigned URL with %s', async (_, target, headers) => {
    const answer = await rig.raw({ target, headers });
    expect([answer.status, codeOf(answer.body)]).toEqual([400, 'InvalidArgument']);
  });

  test.each([
    ['authorization', 'OSS autoalias:c2ln'],
    ['x-oss-date', '20250101T000000Z'],
    ['x-oss-symlink-target', 'b'],
  ])('not with two headers %s', async (name, other) => {
    const request = { method: 'PUT', bucket: 'demo', key: 'two', query: [['symlink', '']] as const };
    const { headers, ...rest } = signed({ ...request, headers: { 'x-oss-symlink-target': 'a' } }, newYear);
    for (const both of [
      [other, String(headers?.[name])],
      [String(headers?.[name]), other],
    ]) {
      const answer = await rig.raw({ ...rest, headers: { ...headers, [name]: both } });
      expect([answer.status, codeOf(answer.body)]).toEqual([400, 'InvalidArgument']);
      expect(answer.body).toContain(`The header ${name} is given more than once.`);
    }
  });

  const unknown = { ...credentials, accessKeyId: 'x' };
  test.each([
    [signed({ bucket: 'missing', key: 'k', as: unknown }, newYear), 404, 'NoSuchBucket'],
    [signed({ bucket: 'missing', as: unknown }, newYear), 404, 'NoSuchBucket'],
    [signed({ method: 'PUT', bucket: 'missing', key: 'k', as: unknown }, newYear), 404, 'NoSuchBucket'],
    [signed({ method: 'PUT', bucket: 'missing', as: unknown }, newYear), 403, 'InvalidAccessKeyId'],
    [signed({ as: unknown }, newYear), 403, 'InvalidAccessKeyId'],
    [
      signed({ bucket: 'missing', key: 'k', as: { ...credentials, accessKeySecret: 'x' } }, newYear),
      403,
      'SignatureDoesNotMatch',
    ],
  ])('a missing bucket before an unknown key id: %# %i %s', async (request, status, code) => {
    const answer = await rig.raw(request);
    expect([answer.status, codeOf(answer.body)]).toEqual([status, code]);
  });

  test('not by a presigned URL that has expired', async () => {
    rig.clock.now = newYear + 61_000;
    const answer = await rig.raw({ target: presigned(60) });
    rig.clock.now = newYear;
    expect(answer.body).toContain('<Message>Request has expired.</Message>');
    expect(answer.body).toContain('<Expires>2025-01-01T00:01:00.000Z</Expires>');
  });

  test('a wrong signature shows what should have been signed', async () => {
    const answer = await rig.raw(signed({ as: { ...credentials, accessKeySecret: 'x' } }, newYear));
    expect(answer.body).toMatch(/<StringToSign>OSS4-HMAC-SHA256&#10;20250101T000000Z&#10;/);
    expect(answer.body).toMatch(/<CanonicalRequest>GET&#10;\/&#10;/);
  });
});

describe('a web page of another site', () => {
  const browser = { 'user-agent': 'Mozilla/5.0', 'accept-language': 'en-US,en' };
  const page = (request: Parameters<typeof signed>[0], more: Readonly<Record<string, string>>) => {
    const { headers, ...rest } = signed(request, newYear);
    return rig.raw({ ...rest, headers: { ...headers, ...browser, ...more } });
  };

  test.each([
    ['PUT', 'evil.example:9000', { origin: 'http://evil.example:9000' }],
    ['GET', 'evil.example:9000', {}],
    ['HEAD', 'demo.evil.example', {}],
    ['DELETE', '127.0.0.1:9000', { origin: 'http://evil.example:9000' }],
    ['GET', '127.0.0.1:9000', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
  ])('is refused although it signs: %s at %s with %o', async (method, host, more) => {
    await rig.send({ method: 'PUT', bucket: 'demo', key: 'mine', body: 'mine' });
    const answer = await page({ method, bucket: 'demo', key: 'mine' }, { host, ...more });
    expect([answer.status, answer.headers['x-oss-request-id']]).toEqual([403, expect.any(String)]);
    if (method !== 'HEAD') expect(answer.body).toContain('set AUTOALIAS_HOST to it');
    expect(rig.log.at(-1)).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect((await rig.send({ bucket: 'demo', key: 'mine' })).body).toBe('mine');
  });

  test('is refused by the authority of an absolute target, which overrides Host', async () => {
    const { headers } = signed({ bucket: 'demo', key: 'mine' }, newYear);
    const answer = await rig.raw({
      target: 'http://evil.example/demo/mine',
      headers: { ...headers, ...browser, host: '127.0.0.1:9000' },
    });
    expect(answer.status).toBe(403);
  });

  test.each([
    ['an opened link', '127.0.0.1:9000', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }],
    ['a typed address', 'demo.localhost:9000', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }],
  ])('is not %s', async (_, host, more) => {
    await rig.send({ method: 'PUT', bucket: 'demo', key: 'mine', body: 'mine' });
    const answer = await page(
      { bucket: 'demo', key: 'mine' },
      { host, 'sec-fetch-dest': 'document', 'sec-fetch-user': '?1', ...more },
    );
    expect([answer.status, answer.body]).toEqual([200, 'mine']);
  });
});

describe('an answer that cannot be sent', () => {
  let broken: OssRig;
  beforeAll(async () => {
    broken = await openOssRig({ symlinkTargetEcho: 'verbatim' });
    broken.engine.putSymlink({ bucket: 'demo', key: 'link', target: 'x', targetAsSent: 'a\nb', ...noOptions });
  });
  afterAll(() => broken.close());
  const noOptions = { headers: {}, metadata: {}, requestId: '0' };

  test('is a 500 with the usual document, and the connection stays open', async () => {
    const answer = await broken.send({ bucket: 'demo', key: 'link', query: [['symlink', '']] });
    expect([answer.status, codeOf(answer.body)]).toEqual([500, 'InternalError']);
    expect(answer.headers['x-oss-request-id']).toBe(broken.log.at(-1)?.requestId);
    expect(broken.log.at(-1)).toMatchObject({ status: 500, code: 'InternalError', cause: expect.any(TypeError) });
  });

  test('after its status line is logged with its cause, and ends the connection', async () => {
    await broken.send({ method: 'PUT', bucket: 'demo', key: 'short', body: 'hello' });
    const { id } = broken.engine.readObject({ bucket: 'demo', key: 'short' }).blob;
    broken.blobs.replace(id, Buffer.from('hell'));
    await expect(broken.send({ bucket: 'demo', key: 'short' })).rejects.toThrow('aborted');
    expect(broken.log.at(-1)).toMatchObject({ operation: 'GetObject', status: 500, cause: expect.any(Error) });
    expect(broken.log.at(-1)).not.toHaveProperty('code');
  });
});

describe('the connection', () => {
  /** Sends raw bytes. Resolves with everything received when it contains `until`, or when the server disconnects. */
  const talk = (
    first: string,
    until: string,
    next?: { readonly after: string; readonly send: string },
  ): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(rig.url).port), '127.0.0.1', () => socket.write(first));
      let heard = '';
      let rest = next;
      socket.on('error', reject);
      socket.on('close', () => resolve(heard));
      socket.on('data', (chunk: Buffer) => {
        heard += chunk.toString();
        if (rest !== undefined && heard.includes(rest.after)) {
          socket.write(rest.send);
          rest = undefined;
        }
        if (heard.includes(until)) socket.end();
      });
    });
  const head = (method: string, key: string, more: Readonly<Record<string, string>>): string => {
    const { target, headers } = signed({ method, bucket: 'demo', key }, newYear);
    const lines = Object.entries({ host: 'localhost', ...headers, ...more }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    return `${method} ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
  };

  test('a client that expects 100 Continue gets it before it sends', async () => {
    const heard = await talk(head('PUT', 'expected', { expect: '100-continue', 'content-length': '5' }), '200 OK', {
      after: '100 Continue',
      send: 'hello',
    });
    expect(heard).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
    expect((await rig.send({ bucket: 'demo', key: 'expected' })).body).toBe('hello');
  });

  test('and a refusal without it where the body is not wanted', async () => {
    const refused = head('PUT', 'refused', { expect: '100-continue', 'content-length': '5', 'if-match': '*' });
    const heard = await talk(refused, '</Error>');
    expect(heard).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(heard.toLowerCase()).toContain('connection: close');
  });

  test('a client that goes away in the middle of an upload leaves nothing', async () => {
    const before = rig.blobs.ids().length;
    const socket = connect(Number(new URL(rig.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    const half = head('PUT', 'half', { 'content-length': '1000' }) + 'x'.repeat(500);
    await new Promise((resolve) => socket.write(half, resolve));
    socket.destroy();
    await expect.poll(() => rig.log.map(({ key }) => key)).toContain('half');
    expect(rig.log).toMatchObject([{ operation: 'PutObject', key: 'half', status: 400, code: 'IncompleteBody' }]);
    expect((await rig.send({ bucket: 'demo', key: 'half' })).status).toBe(404);
    expect(rig.blobs.ids()).toHaveLength(before);
  });

  test('two Host headers are refused, because either could name the bucket', async () => {
    const twice = head('GET', 'absent', { connection: 'close' }).replace('host: localhost', 'host: a\r\nHost: b');
    expect(await talk(twice, '</Error>')).toContain('The header host is given more than once.');
  });

  test('is kept after a refusal, with the unread body behind it', async () => {
    const both = `${head('PUT', '/bad', { 'content-length': '5' })}xxxxx${head('GET', 'absent', {})}`;
    const heard = await talk(both, 'NoSuchKey');
    expect(heard.match(/<Code>\w+<\/Code>/g)).toEqual(['<Code>InvalidObjectName</Code>', '<Code>NoSuchKey</Code>']);
  });
});

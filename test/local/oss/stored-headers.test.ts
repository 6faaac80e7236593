import { isUtf8 } from 'node:buffer';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { headerText } from '../../../src/oss-wire/header-text.ts';
import { createOssStore } from '../../../src/stores/oss/client/oss-client.ts';
import { credentials, newYear, type OssRig, openOssRig, type SignedRequest, signed } from './oss-rig.ts';

let rig: OssRig;
beforeAll(async () => {
  rig = await openOssRig();
});
afterAll(() => rig.close());

interface Heard {
  readonly status: number;
  /** Values as strings with one character per byte. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Sends a signed request, with one more header of raw bytes, over a bare socket. */
function send(request: SignedRequest, [name, bytes]: readonly [string, Buffer] = ['x-none', Buffer.from('')]) {
  return new Promise<Heard>((resolve, reject) => {
    const asSigned = isUtf8(bytes) ? headerText(bytes) : bytes.toString('latin1');
    const headers = { ...request.headers, [name]: asSigned };
    const { method, target, headers: all = {}, body = '' } = signed({ ...request, headers }, newYear);
    const lines = Object.entries({ ...all, host: 'localhost', connection: 'close', 'content-length': body.length })
      .filter(([header]) => header !== name)
      .map(([header, value]) => `${header}: ${value}\r\n`);
    const socket = connect(Number(new URL(rig.url).port), '127.0.0.1', () => {
      socket.write(`${method} ${target} HTTP/1.1\r\n${lines.join('')}${name}: `);
      socket.write(bytes);
      socket.write(`\r\n\r\n${body}`);
    });
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(read(Buffer.concat(chunks).toString('latin1'))));
  });
}

function read(answer: string): Heard {
  const end = answer.indexOf('\r\n\r\n');
  const [line = '', ...fields] = answer.slice(0, end).split('\r\n');
  const headers = fields.map((field) => {
    const colon = field.indexOf(':');
    return [field.slice(0, colon).toLowerCase(), field.slice(colon + 2)] as const;
  });
  return { status: Number(line.split(' ')[1]), headers: new Map(headers), body: answer.slice(end + 4) };
}

const names = [
  ...['content-type', 'content-encoding', 'content-disposition', 'content-language', 'cache-control', 'expires'],
  ...['x-oss-meta-a', 'x-oss-meta-content-disposition'],
];

const texts: readonly (readonly [what: string, bytes: Buffer])[] = [
  ['nothing', Buffer.from('')],
  ['ASCII', Buffer.from('attachment; filename="a.txt"')],
  ['all printable ASCII', Buffer.from(Array.from({ length: 93 }, (_, i) => 0x21 + i))],
  ['a tab inside', Buffer.from('a\tb')],
  ['é as UTF-8', Buffer.from('attachment; filename="é.txt"')],
  ['é as Latin-1', Buffer.from('attachment; filename="é.txt"', 'latin1')],
  ['CJK', Buffer.from('attachment; filename="文件.txt"')],
  ['CJK as GB 18030', Buffer.from([0xce, 0xc4, 0xbc, 0xfe])],
  ['emoji', Buffer.from('😀 👩‍👩‍👧')],
  ['the replacement character', Buffer.from('a\ufffdb')],
  ['private use characters', Buffer.from('\ue000\uef80\uefe9\uf8ff')],
  ['every byte beyond ASCII', Buffer.from(Array.from({ length: 128 }, (_, i) => 0x80 + i))],
  ['a character cut in two', Buffer.from('文件').subarray(0, 4)],
  ['C1 controls', Buffer.from('a\u0085b\u009bc')],
  ['bidirectional and zero-width', Buffer.from('a\u202eb\u200bc\u2066')],
  ['4,000 bytes', Buffer.from('文'.repeat(1300) + 'x'.repeat(100))],
];

describe.each(names)('%s comes back byte for byte', (name) => {
  const key = `${name}/object`;
  const link = `${name}/link`;
  const copy = `${name}/copy`;

  test.each(texts)('%s', async (_, bytes) => {
    const expected = bytes.length === 0 && name === 'content-type' ? undefined : bytes.toString('latin1');
    const puts: readonly SignedRequest[] = [
      { method: 'PUT', key, body: 'hello' },
      {
        method: 'PUT',
        key: link,
        query: [['symlink', '']],
        headers: { 'x-oss-symlink-target': encodeURIComponent(key) },
      },
    ];
    for (const put of puts) expect((await send({ bucket: 'demo', ...put }, [name, bytes])).status).toBe(200);
    const copied = await send({
      method: 'PUT',
      bucket: 'demo',
      key: copy,
      headers: { 'x-oss-copy-source': `/demo/${encodeURIComponent(key)}` },
    });
    expect(copied.status).toBe(200);
    const reads: readonly (readonly [SignedRequest, status: number, body: string])[] = [
      [{ key }, 200, 'hello'],
      [{ key, method: 'HEAD' }, 200, ''],
      [{ key, headers: { range: 'bytes=1-2' } }, 206, 'el'],
      [{ key: link }, 200, 'hello'],
      [{ key: link, method: 'HEAD' }, 200, ''],
      [{ key: link, query: [['symlink', '']] }, 200, ''],
      [{ key: copy }, 200, 'hello'],
    ];
    for (const [request, status, body] of reads) {
      const heard = await send({ bucket: 'demo', ...request });
      expect([heard.status, heard.body]).toEqual([status, body]);
      if (expected !== undefined) expect(heard.headers.get(name)).toBe(expected);
    }
  });

  test.skipIf(name.startsWith('x-oss'))('from a response- parameter, at an object and through a link', async () => {
    for (const [, bytes] of texts) {
      const value = bytes.toString();
      if (!Buffer.from(value).equals(bytes) || value === '') continue;
      for (const at of [key, link]) {
        const heard = await send({ bucket: 'demo', key: at, query: [[`response-${name}`, value]] });
        expect([heard.status, heard.headers.get(name)]).toEqual([200, bytes.toString('latin1')]);
      }
    }
  });

  test('an alias copies it from its target', async () => {
    const store = createOssStore({
      endpoint: rig.url,
      region: 'cn-hangzhou',
      bucket: 'demo',
      credentials: async () => credentials,
      now: () => newYear,
    });
    for (const [what, bytes] of texts) {
      if (bytes.length === 0 || name.startsWith('x-oss')) continue;
      await send({ method: 'PUT', bucket: 'demo', key, body: 'hello' }, [name, bytes]);
      const found = await store.send({ operation: 'HeadObject', key });
      if (!('headers' in found)) throw new Error(`no headers: ${JSON.stringify(found)}`);
      await store.send({ operation: 'PutSymlink', key: link, target: key, headers: found.headers });
      const heard = await send({ bucket: 'demo', key: link, method: 'HEAD' });
      expect([what, heard.headers.get(name)]).toEqual([what, bytes.toString('latin1')]);
    }
    await store.close();
  });
});

describe('control characters are refused when they are written', () => {
  test.each(['a\u0001b', 'a\u007fb', 'a\rb', 'a\u0000b', 'a\u001b[31m'])('%j', async (text) => {
    const heard = await send({ method: 'PUT', bucket: 'demo', key: 'refused', body: 'x' }, [
      'cache-control',
      Buffer.from(text),
    ]);
    expect(heard.status).toBe(400);
    expect((await send({ method: 'HEAD', bucket: 'demo', key: 'refused' })).status).toBe(404);
  });

  test.each(['a\u0001b', 'a\u007fb', 'a\r\nset-cookie: b', 'a\u0000b'])('%j in a response- parameter', async (text) => {
    await send({ method: 'PUT', bucket: 'demo', key: 'plain', body: 'x' });
    const heard = await send({ bucket: 'demo', key: 'plain', query: [['response-content-type', text]] });
    expect([heard.status, heard.headers.get('set-cookie')]).toEqual([400, undefined]);
  });

  test.each([
    ['PUT', { body: 'x' }],
    ['PUT', { query: [['symlink', '']], headers: { 'x-oss-symlink-target': 'plain' } }],
  ] as const)('content headers of more than 8 KB, which clients could not read again: %s %o', async (method, more) => {
    for (const [length, status] of [
      [8192 - 'content-disposition'.length, 200],
      [8193 - 'content-disposition'.length, 400],
    ] as const) {
      const heard = await send({ method, bucket: 'demo', key: 'long', ...more }, [
        'content-disposition',
        Buffer.from('x'.repeat(length)),
      ]);
      expect(heard.status).toBe(status);
    }
  });
});

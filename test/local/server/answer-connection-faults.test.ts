import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hasBothLengths } from '../../../src/local/server/answer-connection-faults.ts';
import { newYear, type OssRig, openOssRig, signed } from '../oss/oss-rig.ts';
import { askRaw, openConnection } from '../oss/raw-connection.ts';

let rig: OssRig;
beforeEach(async () => {
  rig = await openOssRig();
});
afterEach(() => rig.close());

function ask(...writes: readonly (string | Buffer)[]) {
  return askRaw(rig.url, ...writes);
}

function statuses(heard: string) {
  return [...heard.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}

function codes(heard: string) {
  return [...heard.matchAll(/<Code>(\w+)</g)].map(([, code]) => code);
}

function head(method: string, key: string, ...more: readonly string[]): string {
  const { target, headers = {} } = signed({ method, bucket: 'demo', key }, newYear);
  const lines = Object.entries(headers).map((pair) => pair.join(': '));
  return [`${method} ${target} HTTP/1.1`, 'Host: h', ...lines, ...more, '', ''].join('\r\n');
}

function bytesOf(key: string) {
  return rig.send({ bucket: 'demo', key });
}

describe('is answered with code and request id', () => {
  test.each([
    ['not HTTP', 'nonsense\r\n\r\n', 400, 'BadRequest'],
    ['TLS', Buffer.from([0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0]), 400, 'BadRequest'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'BadRequest'],
    ['an unknown method', 'BREW /demo/k HTTP/1.1\r\nHost: h\r\n\r\n', 400, 'BadRequest'],
    ['a target with a space', 'GET /a b HTTP/1.1\r\nHost: h\r\n\r\n', 400, 'BadRequest'],
    ['a header without a colon', 'GET / HTTP/1.1\r\nHost: h\r\nnonsense\r\n\r\n', 400, 'BadRequest'],
    ['no Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'BadRequest'],
    [
      'headers over 64 KB',
      `GET / HTTP/1.1\r\nHost: h\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`,
      431,
      'RequestHeaderTooLarge',
    ],
    ['a target over 64 KB', `GET /${'x'.repeat(70_000)} HTTP/1.1\r\nHost: h\r\n\r\n`, 431, 'RequestHeaderTooLarge'],
    [
      'two lengths',
      'PUT /k HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello',
      400,
      'BadRequest',
    ],
    [
      'a length and chunks with GET',
      'GET /k HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
      'BadRequest',
    ],
    ['CONNECT', 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n', 405, 'MethodNotAllowed'],
    [
      'an unknown expectation',
      'PUT /k HTTP/1.1\r\nHost: h\r\nConnection: close\r\nExpect: 200-ok\r\nContent-Length: 0\r\n\r\n',
      417,
      'ExpectationFailed',
    ],
    ['OPTIONS *', 'OPTIONS * HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n', 400, 'InvalidURI'],
    ['HTTP/1.0 without Host', 'GET / HTTP/1.0\r\n\r\n', 403, 'AccessDenied'],
  ])('%s', async (_, bytes, status, code) => {
    const heard = await ask(bytes);
    expect(statuses(heard)).toEqual([status]);
    expect(codes(heard)).toEqual([code]);
    const [, requestId = ''] = /\r\nx-oss-request-id: ([0-9A-F]{24})\r\n/.exec(heard) ?? [];
    expect(heard).toContain(`<RequestId>${requestId}</RequestId>`);
    expect(heard.toLowerCase()).toContain('connection: close');
    expect(rig.log).toMatchObject([{ status, code, requestId }]);
  });
});

describe('a body that breaks', () => {
  test('is refused by the operation that reads it', async () => {
    const heard = await ask(`${head('PUT', 'k', 'Transfer-Encoding: chunked')}5\r\nhello\r\nzz\r\n`);
    expect([statuses(heard), codes(heard)]).toEqual([[400], ['BadRequest']]);
    expect(rig.log).toMatchObject([{ operation: 'PutObject', key: 'k', code: 'BadRequest' }]);
    expect((await bytesOf('k')).status).toBe(404);
    expect(rig.blobs.ids()).toEqual([]);
  });

  test('is refused for a coding that is not chunked', async () => {
    expect(codes(await ask(head('PUT', 'k', 'Transfer-Encoding: gzip')))).toEqual(['BadRequest']);
    expect((await bytesOf('k')).status).toBe(404);
  });

  test('is IncompleteBody if the client stops sending', async () => {
    const socket = await openConnection(rig.url, `${head('PUT', 'k', 'Content-Length: 10')}hello`);
    const heard: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => heard.push(chunk)).end();
    await new Promise((resolve) => socket.once('close', resolve));
    expect(codes(String(Buffer.concat(heard)))).toEqual(['IncompleteBody']);
    expect((await bytesOf('k')).status).toBe(404);
  });

  test('does no harm if the body is not read', async () => {
    const heard = await ask(`${head('PUT', 'k', 'If-Match: x', 'Transfer-Encoding: chunked')}5\r\nhello\r\nzz\r\n`);
    expect(codes(heard)).toEqual(['NotImplemented']);
    expect((await bytesOf('k')).status).toBe(404);
  });
});

test('answers come in the order of the requests', async () => {
  await rig.send({ method: 'PUT', bucket: 'demo', key: 'k', body: 'bytes' });
  const heard = await ask(`${head('GET', 'k')}${head('GET', 'absent')}nonsense\r\n\r\n`);
  expect(statuses(heard)).toEqual([200, 404, 400]);
  expect(codes(heard)).toEqual(['NoSuchKey', 'BadRequest']);
});

test('requests after a refusal are not served', async () => {
  const heard = await ask('nonsense\r\n\r\n', head('PUT', 'k', 'Content-Length: 0'));
  expect(statuses(heard)).toEqual([400]);
  expect((await bytesOf('k')).status).toBe(404);
});

describe('an upload with a length and chunks', () => {
  const both = (key: string, length = 5) => head('PUT', key, `Content-Length: ${length}`, 'Transfer-Encoding: chunked');

  test.each([
    ['in one packet', [`${both('k')}5\r\nhello\r\n0\r\n\r\n`]],
    ['with its body behind it', [both('k'), '5\r\nhe', 'llo\r\n0\r\n', '\r\n']],
    ['with a length that is too small', [`${both('k', 0)}5\r\nhello\r\n0\r\n\r\n`]],
    ['with a length that is too great', [`${both('k', 500)}5\r\nhello\r\n0\r\n\r\n`]],
  ])('is read by its chunks, and ends the connection: %s', async (_, writes) => {
    const heard = await ask(...writes);
    expect(statuses(heard)).toEqual([200]);
    expect(heard.toLowerCase()).toContain('connection: close');
    expect((await bytesOf('k')).body).toBe('hello');
  });

  test('is accepted on a connection that was used before', async () => {
    const heard = await ask(head('GET', 'absent'), `${both('k')}5\r\nhello\r\n0\r\n\r\n`);
    expect(statuses(heard)).toEqual([404, 200]);
    expect((await bytesOf('k')).body).toBe('hello');
  });

  test('can be large', async () => {
    const body = 'x'.repeat(3_000_000);
    const heard = await ask(`${both('k')}${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`);
    expect(statuses(heard)).toEqual([200]);
    expect((await bytesOf('k')).body).toBe(body);
  });

  test('waits for 100 Continue if it asks for it', async () => {
    const expecting = head('PUT', 'k', 'Content-Length: 5', 'Transfer-Encoding: chunked', 'Expect: 100-continue');
    const heard = await ask(expecting, '5\r\nhello\r\n0\r\n\r\n');
    expect(statuses(heard)).toEqual([100, 200]);
  });

  test('must be signed', async () => {
    const heard = await ask(`${both('k').replace(/Signature=\w/, 'Signature=g')}5\r\nhello\r\n0\r\n\r\n`);
    expect(codes(heard)).toEqual(['InvalidArgument']);
    expect((await bytesOf('k')).status).toBe(404);
  });

  describe('smuggles nothing', () => {
    const smuggled = head('PUT', 'smuggled', 'Content-Length: 1');

    test.each([
      ['behind its last chunk', [`${both('k')}5\r\nhello\r\n0\r\n\r\n${smuggled}x`]],
      ['behind its last chunk, in another packet', [`${both('k')}5\r\nhello\r\n0\r\n\r\n`, `${smuggled}x`]],
      ['behind the length', [`${both('k', 5)}0\r\n\r\n${smuggled}x`]],
      ['as another such upload', [`${both('k')}0\r\n\r\n${both('smuggled')}1\r\nx\r\n0\r\n\r\n`]],
      ['behind a broken chunk', [`${both('k')}zz\r\n\r\n${smuggled}x`]],
      ['in a folded header', [both('k').replace('Host: h', `Host: h\r\n ${smuggled.replaceAll('\r\n', '\n')}`)]],
      ['behind another request in its packet', [`${head('GET', 'absent')}${both('smuggled')}1\r\nx\r\n0\r\n\r\n`]],
    ])('%s', async (_, writes) => {
      await ask(...writes);
      expect((await bytesOf('smuggled')).status).toBe(404);
    });

    test.each([
      ['that is read', []],
      // Refused before its body is read: the answer is sent while the body is still arriving.
      ['that is not read', ['If-Match: x']],
    ])('from the body of another upload %s', async (_, more) => {
      const inner = `${both('smuggled')}1\r\nx\r\n0\r\n\r\n`;
      const first = head('PUT', 'outer', ...more, `Content-Length: ${inner.length}`, 'Connection: close');
      const heard = await ask(first, inner);
      expect(statuses(heard)).toHaveLength(1);
      const chunked = head('PUT', 'outer', ...more, 'Transfer-Encoding: chunked');
      // The packet with the inner request breaks the outer one, because it is its body.
      await ask(chunked, inner);
      expect((await bytesOf('smuggled')).status).toBe(404);
    });
  });
});

describe('connections that break anywhere', () => {
  /** Generates numbers below a bound, the same for the same seed. */
  const numbersFrom = (seed: number) => {
    let state = seed;
    return (below: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return state % below;
    };
  };
  const pieces = () => [
    `${head('PUT', 'k', 'Content-Length: 5', 'Transfer-Encoding: chunked')}5\r\nhello\r\n0\r\n\r\n`,
    head('GET', 'k'),
    `${head('PUT', 'k', 'Expect: 100-continue', 'Content-Length: 5')}hello`,
    `${head('PUT', 'k', 'If-Match: x', 'Content-Length: 5')}hello`,
    `${head('PUT', 'k', 'Transfer-Encoding: chunked')}5\r\nhello\r\n0\r\n\r\n`,
    'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n',
    'nonsense\r\n\r\n',
  ];

  test.each([1, 2, 3, 4])('do not end the process, and every refusal has a body: seed %i', async (seed) => {
    const below = numbersFrom(seed);
    const send = async (): Promise<string> => {
      const texts = Array.from({ length: 1 + below(3) }, () => pieces()[below(pieces().length)]);
      const bytes = Buffer.from(texts.join(''), 'latin1');
      if (below(2) === 0) bytes[below(bytes.length)] = below(256);
      const cut = below(bytes.length);
      const socket = await openConnection(rig.url, bytes.subarray(0, cut));
      let heard = '';
      socket.on('data', (chunk: Buffer) => {
        heard += chunk.toString('latin1');
      });
      socket.on('error', () => {});
      const closed = new Promise((resolve) => socket.once('close', resolve));
      socket.write(bytes.subarray(cut));
      [() => socket.resetAndDestroy(), () => socket.end(), () => setTimeout(() => socket.destroy(), 20)][below(3)]?.();
      await closed;
      return heard;
    };
    const answers: string[] = [];
    for (let round = 0; round < 10; round++) {
      answers.push(...(await Promise.all(Array.from({ length: 10 }, send))));
    }
    expect(answers.filter((heard) => /HTTP\/1\.1 [45]/.test(heard) && !heard.includes('<Code>'))).toEqual([]);
    expect(rig.log.filter(({ status }) => status === 500)).toEqual([]);
    expect((await rig.send({ bucket: 'demo' })).status).toBe(200);
  });
});

describe('has both lengths', () => {
  function head(requestLine: string, ...lines: readonly string[]): Buffer {
    return Buffer.from(`${[requestLine, ...lines].join('\r\n')}\r\n\r\n5\r\nhello\r\n0\r\n\r\n`, 'latin1');
  }

  const put = 'PUT /demo/k HTTP/1.1';
  const length = 'Content-Length: 5';
  const chunked = 'Transfer-Encoding: chunked';

  describe('is taken', () => {
    test.each([
      ['length first', head(put, 'Host: h', length, chunked)],
      ['chunked first', head(put, chunked, length)],
      ['any case and space', head('POST /?delete HTTP/1.1', 'content-LENGTH:5 ', 'transfer-encoding:\t Chunked')],
      ['bytes above ASCII', head(put, 'x-oss-meta-a: \u00e9', length, chunked)],
    ])('%s', (_, packet) => {
      expect(hasBothLengths(packet)).toBe(true);
    });
  });

  describe('is not taken', () => {
    test.each([
      ['length alone', head(put, length)],
      ['chunked alone', head(put, chunked)],
      ['two lengths', head(put, length, length, chunked)],
      ['two codings', head(put, length, chunked, chunked)],
      ['another coding', head(put, length, 'Transfer-Encoding: gzip, chunked')],
      ['chunked in quotes', head(put, length, 'Transfer-Encoding: "chunked"')],
      ['a length in hex', head(put, 'Content-Length: 0x5', chunked)],
      ['a length with a sign', head(put, 'Content-Length: +5', chunked)],
      ['a list of lengths', head(put, 'Content-Length: 5, 5', chunked)],
      ['a space before a colon', head(put, length, chunked, 'Content-Length : 6')],
      ['a folded line', head(put, length, chunked, ' folded')],
      ['a line without a colon', head(put, length, chunked, 'nonsense')],
      ['a bare LF', head(put, length, 'X: a\nContent-Length: 6', chunked)],
      ['a bare CR', head(put, length, 'X: a\rContent-Length: 6', chunked)],
      ['a NUL', head(put, length, 'X: a\0b', chunked)],
      ['another method', head('GET /demo/k HTTP/1.1', length, chunked)],
      ['another version', head('PUT /demo/k HTTP/1.0', length, chunked)],
      ['an empty first line', head('', put, length, chunked)],
      ['half a head', head(put, length, chunked).subarray(0, 40)],
      ['nothing', Buffer.alloc(0)],
    ])('%s', (_, packet) => {
      expect(hasBothLengths(packet)).toBe(false);
    });
  });
});

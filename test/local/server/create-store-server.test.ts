import { once } from 'node:events';
import { connect } from 'node:net';
import { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { createBucketEngine } from '../../../src/bucket/create-bucket-engine.ts';
import { createMemoryTable } from '../../../src/bucket/records/memory-table.ts';
import { createOssServer } from '../../../src/local/oss/server/create-oss-server.ts';
import { replayedConnection } from '../../../src/local/server/create-store-server.ts';
import type { StoreParts } from '../../../src/local/server/store-parts.ts';
import { createMemoryBlobs } from '../oss/memory-blobs.ts';
import { credentials, newYear, openOssRig, signed } from '../oss/oss-rig.ts';
import { openConnection } from '../oss/raw-connection.ts';

function open(options: { readonly allowRemote?: boolean; readonly headersTimeout?: number } = {}) {
  const engine = createBucketEngine({ table: createMemoryTable(), now: () => 0, newId: () => '0'.repeat(32) });
  engine.createBucket({ bucket: 'demo' });
  return createOssServer({
    engine,
    commit: async (work) => work(),
    blobs: createMemoryBlobs(),
    credentials: () => credentials,
    region: 'cn-hangzhou',
    now: () => 0,
    ...options,
  });
}

describe('where it listens', () => {
  test.each(['127.0.0.1', '127.0.0.2', 'localhost'])('%s', async (host) => {
    const server = open();
    const url = await server.listen(0, host);
    expect(url).toMatch(new RegExp(`^http://${host.replaceAll('.', '\\.')}:\\d+$`));
    expect((await fetch(url)).status).toBe(403);
    await server.close();
  });

  test.each(['0.0.0.0', '::', '192.168.0.1', 'example.com', '127.example.com', ''])('not on %j', (host) => {
    expect(() => open().listen(0, host)).toThrow('allow remote access explicitly');
  });

  test('on any address, if remote access is allowed', async () => {
    const server = open({ allowRemote: true });
    expect(await server.listen(0, '0.0.0.0')).toMatch(/^http:\/\/0\.0\.0\.0:\d+$/);
    await server.close();
  });
});

test('a port that is taken is an error', async () => {
  const [one, two] = [open(), open()];
  const port = Number(new URL(await one.listen(0)).port);
  await expect(two.listen(port)).rejects.toThrow('EADDRINUSE');
  await one.close();
});

test('closing ends connections that are kept alive', async () => {
  const server = open();
  const url = await server.listen(0);
  await (await fetch(url)).text();
  await server.close();
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

describe('a client that sends its request byte by byte', () => {
  /** What comes back until the server ends the connection. */
  const dribble = async (headersTimeout: number, start: string, more: string): Promise<string> => {
    const server = open({ headersTimeout });
    const { port } = new URL(await server.listen(0));
    const socket = connect(Number(port), '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', () => {});
    socket.write(start);
    const sending = setInterval(() => socket.write(more), 5);
    await Promise.race([once(socket, 'close'), once(socket, 'data')]);
    clearInterval(sending);
    socket.destroy();
    await server.close();
    return answer;
  };

  test('a client must send its headers in time', async () => {
    expect(await dribble(40, 'GET / HTTP/1.1\r\n', 'x')).toMatch(/^HTTP\/1\.1 400 .*<Code>RequestTimeout<\/Code>/s);
  });

  test('may over its body', async () => {
    const { target, headers = {} } = signed({ method: 'PUT', bucket: 'demo', key: 'k' }, 0);
    const lines = Object.entries({ host: 'h', 'content-length': '40', ...headers }).map((pair) => pair.join(': '));
    expect(await dribble(40, `PUT ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`, 'x')).toMatch(
      /^HTTP\/1\.1 200 /,
    );
  });
});

describe('closing while a request is in progress', () => {
  /** A server whose commits wait, and an upload that waits for one. */
  const inProgress = async () => {
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const started = { commits: 0 };
    const commit: StoreParts['commit'] = async (work) => {
      started.commits++;
      await gate;
      return work();
    };
    const rig = await openOssRig({}, { commit });
    const upload = rig.send({
      method: 'PUT',
      bucket: 'demo',
      key: 'k',
      body: 'x',
      headers: { connection: 'keep-alive' },
    });
    await expect.poll(() => started.commits).toBe(1);
    return { rig, upload, go };
  };

  test('lets it end, and does not wait for its connection', async () => {
    const { rig, upload, go } = await inProgress();
    const closed = rig.close(60_000);
    go();
    expect(await upload).toMatchObject({ status: 200, headers: { connection: 'close' } });
    await closed;
  });

  test('cuts it off when it takes too long', async () => {
    const { rig, upload, go } = await inProgress();
    const cut = expect(upload).rejects.toThrow('socket hang up');
    await rig.close(1);
    await cut;
    go();
  });
});

test('closing cuts off an upload with two lengths that takes too long', async () => {
  const rig = await openOssRig();
  const { target, headers = {} } = signed({ method: 'PUT', bucket: 'demo', key: 'k' }, newYear);
  const lines = Object.entries(headers).map((pair) => pair.join(': '));
  const lengths = ['Content-Length: 5', 'Transfer-Encoding: chunked', 'Expect: 100-continue'];
  const socket = await openConnection(
    rig.url,
    [`PUT ${target} HTTP/1.1`, 'Host: h', ...lines, ...lengths, '', ''].join('\r\n'),
  );
  const closed = once(socket, 'close');
  await once(socket, 'data');
  await rig.close(1);
  await closed;
});

test('no header is lost among thousands', async () => {
  const rig = await openOssRig();
  const many = Object.fromEntries(Array.from({ length: 2500 }, (_, i) => [`a${i}`, '']));
  const { headers, ...put } = signed({ method: 'PUT', bucket: 'demo', key: 'k', body: 'x' }, newYear);
  await rig.raw({ ...put, headers: { ...many, ...headers, host: 'localhost', 'cache-control': 'kept' } });
  expect((await rig.send({ method: 'HEAD', bucket: 'demo', key: 'k' })).headers['cache-control']).toBe('kept');
  await rig.close();
});

describe('replayed connection', () => {
  /** A socket that sends `chunks`, and records the bytes written to it. */
  function socketOf(...chunks: readonly string[]) {
    const written: string[] = [];
    const rest = [...chunks];
    const socket = new Duplex({
      read() {
        this.push(rest.shift() ?? null);
      },
      write(chunk, _encoding, done) {
        written.push(String(chunk));
        done();
      },
    });
    return { socket, written };
  }

  test('starts with the given bytes, and continues with those of the socket', async () => {
    const { socket } = socketOf('b', 'c');
    expect(await text(replayedConnection(socket, Buffer.from('a')))).toBe('abc');
  });

  test('takes the bytes from earlier listeners', async () => {
    const { socket } = socketOf('b');
    const heard: string[] = [];
    socket.on('data', (chunk) => heard.push(String(chunk)));
    expect(await text(replayedConnection(socket, Buffer.from('a')))).toBe('ab');
    expect(heard).toEqual([]);
  });

  test('writes to the socket, and ends it', async () => {
    const { socket, written } = socketOf();
    const connection = replayedConnection(socket, Buffer.from('a'));
    connection.resume();
    connection.end('answer');
    await once(socket, 'finish');
    expect(written).toEqual(['answer']);
  });

  test('does not read ahead of its reader', async () => {
    const chunk = 'x'.repeat(64 * 1024);
    const chunks = Array.from({ length: 50 }, () => chunk);
    const { socket } = socketOf(...chunks);
    const connection = replayedConnection(socket, Buffer.from('a'));
    await once(connection, 'readable');
    await new Promise((resolve) => setImmediate(resolve));
    expect(connection.readableLength).toBeLessThan(5 * chunk.length);
    expect(await text(connection)).toHaveLength(1 + 50 * chunk.length);
  });

  test('ends with the socket, either way', async () => {
    const one = socketOf('b');
    const first = replayedConnection(one.socket, Buffer.from('a'));
    one.socket.destroy();
    await once(first, 'close');
    const two = socketOf('b');
    replayedConnection(two.socket, Buffer.from('a')).destroy();
    await once(two.socket, 'close');
    expect([first.destroyed, two.socket.destroyed]).toEqual([true, true]);
  });
});

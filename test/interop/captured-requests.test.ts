import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type OssRig, openOssRig } from '../local/oss/oss-rig.ts';

/** The credentials of the recorded clients. */
const captured = { accessKeyId: 'testid', accessKeySecret: 'testsecret' };

const folder = new URL('captured-requests/', import.meta.url);

function bytesOf(name: string): Buffer {
  return readFileSync(new URL(`${name}.http`, folder));
}

function dateOf(bytes: Buffer): number {
  return Date.parse(/\r\nDate: ([^\r]+)/.exec(bytes.toString('latin1'))?.[1] ?? '');
}

let rig: OssRig;
beforeEach(async () => {
  rig = await openOssRig({}, { keys: [captured] });
});
afterEach(() => rig.close());

/** Sends bytes unchanged and resolves with the answer. */
function replay(bytes: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    rig.clock.now = dateOf(bytes);
    const socket = connect(Number(new URL(rig.url).port), '127.0.0.1', () => socket.end(bytes));
    let heard = '';
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1');
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(heard));
  });
}

/** The same request with another last digit in its signature. */
function forged(bytes: Buffer): Buffer {
  return Buffer.from(
    bytes
      .toString('latin1')
      .replace(/(Signature=\w+)(\w)\r\n/, (_, rest, last) => `${rest}${last === '0' ? '1' : '0'}\r\n`),
    'latin1',
  );
}

function bucketNames() {
  return rig.engine.listBuckets().map(({ name }) => name);
}

function targetOf(key: string) {
  return rig.engine.getSymlink({ bucket: 'demo', key }).target;
}

/** The effect that each request must have. */
const effects: Readonly<Record<string, () => void>> = {
  'go-sdk-v1-put-object': () => {
    const { etag } = rig.engine.readObject({ bucket: 'demo', key: 'seed-target' });
    expect(etag).toBe(createHash('md5').update('target').digest('hex').toUpperCase());
  },
  'go-sdk-v1-put-symlink': () => expect(targetOf('seed-link')).toBe('seed-target'),
  'ossutil-v1-mb': () => expect(rig.engine.getBucket({ bucket: 'demo' }).storageClass).toBe('Standard'),
  'ossutil-v1-create-symlink': () => expect(targetOf('lnk')).toBe('dir/target.txt'),
  'go-sdk-v2-put-bucket': () => expect(bucketNames()).toContain('go-sdk-test-bucket-lugbvi'),
};

test('every captured request is replayed', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.http'));
  expect(files).toEqual(
    Object.keys(effects)
      .map((name) => `${name}.http`)
      .sort(),
  );
});

describe.each(Object.entries(effects))('%s', (name, expectEffect) => {
  test('is answered with 200 and takes effect', async () => {
    expect(await replay(bytesOf(name))).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expectEffect();
  });

  test('is refused when one digit of its signature differs', async () => {
    const before = bucketNames();
    const answer = await replay(forged(bytesOf(name)));
    expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
    expect(answer).toContain('<Code>SignatureDoesNotMatch</Code>');
    expect(bucketNames()).toEqual(before);
    expect(rig.engine.listObjects({ bucket: 'demo' }).objects).toEqual([]);
  });
});

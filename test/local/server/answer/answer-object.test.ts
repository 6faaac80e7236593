import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { ObjectRead } from '../../../../src/bucket/bucket-engine.ts';
import { answerObject, type ObjectAnswering } from '../../../../src/local/server/answer/answer-object.ts';
import { BlobMissing } from '../../../../src/local/storage/blob-store.ts';
import { ossCall } from '../../oss/oss-call-fixture.ts';
import { openOssRig } from '../../oss/oss-rig.ts';

function objectOf(id: string, changes: Partial<ObjectRead> = {}): ObjectRead {
  return {
    type: 'Normal',
    etag: 'E',
    size: 5,
    lastModified: 0,
    headers: {},
    metadata: {},
    storageClass: 'Standard',
    isFrozen: false,
    acls: [],
    blob: { id, size: 5, etag: 'E', crc64: '0' },
    ...changes,
  };
}

async function answer(reads: readonly ObjectRead[], method: string, changes: Partial<ObjectAnswering> = {}) {
  const rig = await openOssRig();
  await rig.close();
  const left = [...reads];
  const blobs = {
    ...rig.blobs,
    read: async (id: string) => {
      if (id === 'gone') throw new BlobMissing(id);
      return Readable.from([Buffer.from('hello')]);
    },
  };
  const parts = { ...rig, commit: async <T>(work: () => T) => work(), blobs, credentials: () => undefined };
  return answerObject(
    ossCall({ method, headers: { range: 'bytes=3-9' } }),
    { ...parts, region: 'bj', now: () => 0, log: () => {} },
    {
      read: () => left.shift() ?? objectOf('gone'),
      headers: ({ etag }) => ({ etag }),
      conditions: () => ({ outcome: 'proceed' }),
      hasStandardRanges: true,
      preconditionFailed: (condition) => new Error(condition),
      invalidRange: ({ size }) => new Error(`beyond ${size}`),
      ...changes,
    },
  );
}

test('reads again if the body was removed in between', async () => {
  const answered = await answer([objectOf('gone'), objectOf('there', { etag: 'NEW' })], 'GET');
  expect(answered).toMatchObject({
    status: 206,
    headers: { etag: 'NEW', 'content-range': 'bytes 3-4/5' },
    body: { size: 2 },
  });
});

test('gives up after ten reads', async () => {
  await expect(answer([], 'GET')).rejects.toThrow(BlobMissing);
});

test('opens no body for HEAD', async () => {
  expect(await answer([objectOf('gone')], 'HEAD')).toMatchObject({ status: 206, body: { size: 2 } });
});

test.each<[string, Partial<ObjectRead>, Partial<ObjectAnswering>, string]>([
  ['an archived object', { isFrozen: true }, {}, "object's state"],
  ['a failed condition', {}, { conditions: () => ({ outcome: 'failed', condition: 'If-Match' }) }, 'If-Match'],
  ['a range beyond the end', { size: 2 }, {}, 'beyond 2'],
])('refuses %s', async (_, read, changes, message) => {
  await expect(answer([objectOf('there', read)], 'GET', changes)).rejects.toThrow(message);
});

test('a condition can make it 304', async () => {
  const conditions = () => ({ outcome: 'not-modified' }) as const;
  expect(await answer([objectOf('there')], 'GET', { conditions })).toEqual({ status: 304, headers: { etag: 'E' } });
});

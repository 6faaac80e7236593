import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { BlobMissing } from '../../../src/local/storage/blob-store.ts';
import { createMemoryBlobs } from '../../../src/local/storage/memory-blobs.ts';
import { wholeBody } from './whole-body.ts';

async function* chunks(...texts: readonly string[]) {
  for (const text of texts) yield Buffer.from(text);
}

describe('createMemoryBlobs', () => {
  test('counts a body while it takes it', async () => {
    const blob = await createMemoryBlobs().write(chunks('1234', '56789'));
    expect(blob).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      size: 9,
      etag: createHash('md5').update('123456789').digest('hex').toUpperCase(),
      // The check value of CRC-64/XZ.
      crc64: String(0x995dc9bbdf1939fan),
    });
  });

  test.each([
    [undefined, '123456789'],
    [{ start: 0, end: 0 }, '1'],
    [{ start: 3, end: 5 }, '456'],
    [{ start: 8, end: 8 }, '9'],
  ])('reads %j', async (range, text) => {
    const blobs = createMemoryBlobs();
    const { id } = await blobs.write(chunks('1234', '56789'));
    expect((await wholeBody(await blobs.read(id, range))).toString()).toBe(text);
  });

  test('reads an empty body', async () => {
    const blobs = createMemoryBlobs();
    const { id } = await blobs.write(chunks());
    expect(await wholeBody(await blobs.read(id))).toHaveLength(0);
  });

  test('rejects the read of a removed body, and accepts a second removal', async () => {
    const blobs = createMemoryBlobs();
    const { id } = await blobs.write(chunks('a'));
    await blobs.remove(id);
    await blobs.remove(id);
    await expect(blobs.read(id)).rejects.toBeInstanceOf(BlobMissing);
  });

  test('keeps nothing of a body whose source fails', async () => {
    const broken = async function* () {
      yield Buffer.from('a');
      throw new Error('the client went away');
    };
    await expect(createMemoryBlobs().write(broken())).rejects.toThrow('the client went away');
  });
});

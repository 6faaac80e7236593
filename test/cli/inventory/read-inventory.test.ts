import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { readInventory, readManifest } from '../../../src/cli/inventory/read-inventory.ts';

const dir = mkdtempSync(join(tmpdir(), 'inventory-'));
afterAll(() => rmSync(dir, { recursive: true }));

let count = 0;

/** Writes an inventory as OSS lays it out, and returns the path of its manifest. */
function inventory(fileSchema: string, ...parts: readonly string[]): string {
  const folder = join(dir, `inventory-${count++}`);
  for (const name of ['2026-11-28T00-00Z', 'data']) mkdirSync(join(folder, name), { recursive: true });
  parts.forEach((text, i) => {
    writeFileSync(join(folder, 'data', `part-${i}.csv.gz`), gzipSync(text));
  });
  const files = parts.map((_, i) => ({ key: `inventories/b/id/data/part-${i}.csv.gz`, size: 1, MD5checksum: 'X' }));
  const path = join(folder, '2026-11-28T00-00Z', 'manifest.json');
  const manifest = {
    creationTimestamp: '1',
    destinationBucket: 'd',
    fileFormat: 'CSV',
    fileSchema,
    files,
    sourceBucket: 'b',
  };
  writeFileSync(path, JSON.stringify({ ...manifest, version: '2019-09-01' }));
  return path;
}

async function entriesOf(path: string) {
  const entries: string[] = [];
  for await (const { key, change, sequence } of readInventory(readManifest(path))) {
    entries.push(`${change} ${key}${sequence === 0n ? '' : ` ${sequence}`}`);
  }
  return entries;
}

describe('a full inventory', () => {
  test('has every key, from all files, decoded', async () => {
    const path = inventory(
      'Bucket, Key, Size, StorageClass',
      '"b","releases/app/1.0.0/a%20b%2C%22c%22.tgz","5","Standard"\n"b","releases/%C3%A9/1.0.0/f","5","IA"\n',
      'b,releases/app/2.0.0/100%,5,Standard\nb,"with,comma",5,Standard\n',
    );
    expect(await entriesOf(path)).toEqual([
      'added releases/app/1.0.0/a b,"c".tgz',
      'added releases/é/1.0.0/f',
      // Not encoded.
      'added releases/app/2.0.0/100%',
      'added with,comma',
    ]);
  });

  test('of all versions has only what a listing shows', async () => {
    const path = inventory(
      'Bucket,Key,VersionId,IsLatest,IsDeleteMarker,Size',
      ['b,k1,v2,true,false,1', 'b,k1,v1,false,false,1', 'b,k2,v2,true,true,', 'b,k2,v1,false,false,1'].join('\n'),
    );
    expect(await entriesOf(path)).toEqual(['added k1']);
  });
});

test('an incremental inventory has changes, with their order', async () => {
  const path = inventory(
    'Bucket, Key, SequenceNumber, RecordType, RecordTimestamp',
    [
      'b,k1,10,CREATE,1',
      'b,k1,000000000000000000000000000000000011,DELETE,2',
      'b,k2,12,UPDATE_METADATA,3',
      'b,k3,0a1f,CREATE,4',
    ].join('\n'),
  );
  expect(await entriesOf(path)).toEqual(['added k1 10', 'removed k1 11', 'added k3 2591']);
});

describe('is refused', () => {
  test.each([
    ['no JSON', 'x', 'is not the manifest.json of an OSS inventory'],
    ['no schema', '{"files":[]}', 'fileSchema'],
    ['another format', '{"fileFormat":"ORC","fileSchema":"Key","files":[]}', 'only CSV is supported'],
    ['no key', '{"fileSchema":"Bucket, Size","files":[]}', 'no column Key'],
    ['a missing file', '{"fileSchema":"Key","files":[{"key":"a/gone.csv.gz"}]}', 'its file gone.csv.gz is missing'],
  ])('%s', (name, text, why) => {
    const path = join(dir, `${name}.json`);
    writeFileSync(path, text);
    expect(() => readManifest(path)).toThrow(why);
  });

  test('a damaged file', async () => {
    const path = inventory('Key', 'k');
    writeFileSync(join(path, '..', '..', 'data', 'part-0.csv.gz'), 'not gzip');
    await expect(entriesOf(path)).rejects.toThrow(/part-0\.csv\.gz cannot be read: incorrect header check/);
  });
});

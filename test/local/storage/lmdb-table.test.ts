import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createBucketEngine } from '../../../src/bucket/create-bucket-engine.ts';
import { tableNamespace } from '../../../src/bucket/records/table-namespace.ts';
import { openLmdbTable } from '../../../src/local/storage/lmdb-table.ts';
import { describeTable } from '../../bucket/table-suite.ts';
import { temporaryDirectory } from './temporary-directory.ts';

describeTable('the lmdb table', async () => {
  const table = openLmdbTable(await temporaryDirectory());
  return { table, close: () => table.close() };
});

describeTable('a namespace of the lmdb table', async () => {
  const table = openLmdbTable(await temporaryDirectory());
  return { table: tableNamespace(table, 'bos/'), close: () => table.close() };
});

describe('openLmdbTable', () => {
  test('finds again what was there when it was closed', async () => {
    const directory = await temporaryDirectory();
    const first = openLmdbTable(directory);
    first.transaction(() => first.put('kept', { a: 1 }));
    await first.close();
    const second = openLmdbTable(directory);
    expect(second.get('kept')).toEqual({ a: 1 });
    await second.close();
  });

  test('undoes a transaction that throws, whole', async () => {
    const table = openLmdbTable(await temporaryDirectory());
    table.put('old', 1);
    const work = () =>
      table.transaction(() => {
        table.put('new', 1);
        table.remove('old');
        throw new Error('no room');
      });
    expect(work).toThrow('no room');
    expect([table.get('old'), table.get('new')]).toEqual([1, undefined]);
    await table.close();
  });

  test.skipIf(process.platform === 'win32')('its files are for this user only', async () => {
    const directory = `${await temporaryDirectory()}/table`;
    await openLmdbTable(directory).close();
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    for (const file of readdirSync(directory)) expect(statSync(`${directory}/${file}`).mode & 0o777).toBe(0o600);
  });

  test('shows a transaction its own writes, in ranges too', async () => {
    const table = openLmdbTable(await temporaryDirectory());
    table.put('a', 1);
    table.put('b', 1);
    const seen = table.transaction(() => {
      table.remove('a');
      table.put('c', 3);
      return [table.get('a'), table.get('c'), table.range({ from: 'a', to: 'z' })];
    });
    expect(seen).toEqual([
      undefined,
      3,
      [
        ['b', 1],
        ['c', 3],
      ],
    ]);
    await table.close();
  });

  test('keeps what was committed by a process that was killed', async () => {
    const directory = await temporaryDirectory();
    const module = new URL('../../../src/local/storage/lmdb-table.ts', import.meta.url);
    const script = `
      const { openLmdbTable } = await import(process.argv[1]);
      const table = openLmdbTable(process.argv[2]);
      for (let i = 0; i < 50; i++) table.transaction(() => table.put('k' + i, { i }));
      process.kill(process.pid, 'SIGKILL');
    `;
    const bundled = await bundle(module.pathname, directory);
    const run = promisify(execFile)(process.execPath, [
      '--input-type=module',
      '-e',
      script,
      bundled,
      `${directory}/db`,
    ]);
    await expect(run).rejects.toMatchObject({ signal: 'SIGKILL' });
    const table = openLmdbTable(`${directory}/db`);
    expect(table.range({ from: 'k', to: 'l' })).toHaveLength(50);
    await table.close();
  });

  test('returns the keys of a range', async () => {
    const table = openLmdbTable(await temporaryDirectory());
    for (const key of ['a', 'b', 'c/版', 'd']) table.put(key, 1);
    expect(table.keys({ from: 'b', to: 'd' })).toEqual(['b', 'c/版']);
    expect(table.keys({ from: 'a', to: 'z', limit: 1 })).toEqual(['a']);
    expect(table.keys({ from: 'e', to: 'z' })).toEqual([]);
    await table.close();
  });

  test('counts the bytes of removed entries, which later entries use without a larger file', async () => {
    const directory = await temporaryDirectory();
    const table = openLmdbTable(directory);
    const fileBytes = (): number => statSync(`${directory}/data.mdb`).size;
    const keys = Array.from({ length: 1000 }, (_, i) => `k${String(i).padStart(4, '0')}`);
    const fill = (): void => {
      for (const key of keys) table.transaction(() => table.put(key, Buffer.alloc(1024)));
    };
    const empty = table.reusableBytes();
    fill();
    const full = table.reusableBytes();
    const size = fileBytes();
    for (const key of keys) table.transaction(() => table.remove(key));
    const freed = table.reusableBytes();
    expect(empty).toBe(0);
    expect(freed - full).toBeGreaterThan(1000 * 1024);
    expect(freed).toBeLessThanOrEqual(fileBytes());
    fill();
    expect(fileBytes() - size).toBeLessThan(100_000);
    expect(freed - table.reusableBytes()).toBeGreaterThan(1000 * 1024);
    await table.close();
  });

  test('carries the longest keys that the bucket engine makes', async () => {
    const table = openLmdbTable(await temporaryDirectory());
    let ids = 0;
    const engine = createBucketEngine({ table, now: () => 0, newId: () => `${ids++}`.padStart(32, '0') });
    const bucket = 'b'.repeat(63);
    engine.createBucket({ bucket });
    engine.putBucketVersioning({ bucket, status: 'Enabled' });
    const keys = ['\u0000'.repeat(1023), `x${'\u{10ffff}'.repeat(255)}`, '版'.repeat(341)];
    for (const key of keys) engine.putSymlink({ bucket, key, target: key, requestId: 'r' });
    expect(engine.listObjects({ bucket }).objects.map(({ key }) => key)).toEqual([keys[0], keys[1], keys[2]]);
    expect(engine.listObjectVersions({ bucket, maxKeys: 1 }).nextKeyMarker).toBe(keys[0]);
    await table.close();
  });
});

/** Plain Node cannot read the types away, so the child process is given a bundle. */
async function bundle(entry: string, directory: string): Promise<string> {
  const { build } = await import('esbuild');
  const outfile = `${directory}/lmdb-table.mjs`;
  const require =
    "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: require },
    plugins: [
      {
        name: 'lmdb-from-here',
        setup: ({ onResolve }) => {
          onResolve({ filter: /^lmdb$/ }, () => ({ path: import.meta.resolve('lmdb'), external: true }));
        },
      },
    ],
  });
  return outfile;
}

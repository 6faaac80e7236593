import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkTableFile } from '../../../src/local/storage/check-table-file.ts';
import { openLmdbTable } from '../../../src/local/storage/lmdb-table.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const PAGE = 8192;

/** The file of a table with so many entries, closed. */
async function tableFile(entries: number): Promise<string> {
  const directory = await temporaryDirectory();
  const table = openLmdbTable(directory);
  for (let i = 0; i < entries; i++) table.put(`key-${i}`, 'x'.repeat(1000));
  await table.close();
  return join(directory, 'data.mdb');
}

test.each([0, 1, 2, 500])('a table of %d entries is good', async (entries) => {
  const file = await tableFile(entries);
  expect(() => checkTableFile(file, PAGE)).not.toThrow();
});

test('a missing or empty file is accepted', async () => {
  const file = join(await temporaryDirectory(), 'data.mdb');
  expect(() => checkTableFile(file, PAGE)).not.toThrow();
  await writeFile(file, '');
  expect(() => checkTableFile(file, PAGE)).not.toThrow();
});

test.each([
  ['something else', 'garbage'.repeat(5000)],
  ['little of something else', 'x'],
  ['zeros', '\0'.repeat(4 * PAGE)],
])('%s is not', async (_, text) => {
  const file = join(await temporaryDirectory(), 'data.mdb');
  await writeFile(file, text);
  expect(() => checkTableFile(file, PAGE)).toThrow(
    expect.objectContaining({ code: 'config-invalid', message: expect.stringContaining('it is not an LMDB file') }),
  );
});

test('a truncated file is refused', async () => {
  const file = await tableFile(500);
  await truncate(file, 3 * PAGE);
  expect(() => checkTableFile(file, PAGE)).toThrow('its end is missing; put back a copy');
  expect(() => openLmdbTable(join(file, '..'))).toThrow('its end is missing');
});

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { AutoaliasError } from '../../autoalias-error.ts';
import { codeOf } from '../../error-text.ts';

/** Offsets of the checked fields in LMDB's two meta pages (MDB_meta, 64 bit, after a page header of 24 bytes). */
const META = { bytes: 0xa8, magic: 0x18, freeRoot: 0x58, mainRoot: 0x88, txnid: 0x98 } as const;
const MAGIC = 0xbeefc0de;
/** The root page number of an empty database. */
const NO_PAGE = 0xffff_ffff_ffff_ffffn;

/**
 * Throws `config-invalid` for a file that is not a table, or whose end is missing. lmdb would map such a file into memory,
 * and a signal would end the process without a message. A missing or empty file is a new table.
 */
export function checkTableFile(file: string, pageBytes: number): void {
  const found = readMetas(file, pageBytes);
  if (found === undefined) return;
  const { metas, pages } = found;
  if (metas.some((meta) => meta.readUInt32LE(META.magic) !== MAGIC)) throw unusable(file, 'it is not an LMDB file');
  const [first, second] = metas;
  const newest = first.readBigUInt64LE(META.txnid) > second.readBigUInt64LE(META.txnid) ? first : second;
  const roots = [META.freeRoot, META.mainRoot].map((at) => newest.readBigUInt64LE(at));
  if (roots.some((root) => root !== NO_PAGE && root >= pages)) throw unusable(file, 'its end is missing');
}

function readMetas(
  file: string,
  pageBytes: number,
): { readonly metas: readonly [Buffer, Buffer]; readonly pages: number } | undefined {
  const opened = openOrNone(file);
  if (opened === undefined) return undefined;
  try {
    const { size } = fstatSync(opened);
    if (size === 0) return undefined;
    const metas = [Buffer.alloc(META.bytes), Buffer.alloc(META.bytes)] as const;
    for (const [index, meta] of metas.entries()) readSync(opened, meta, 0, META.bytes, index * pageBytes);
    return { metas, pages: Math.floor(size / pageBytes) };
  } finally {
    closeSync(opened);
  }
}

function openOrNone(file: string): number | undefined {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function unusable(file: string, why: string): AutoaliasError {
  return new AutoaliasError(
    'config-invalid',
    `${file} cannot be read: ${why}; put back a copy of the data directory, or name a new one with --data or AUTOALIAS_DATA`,
  );
}

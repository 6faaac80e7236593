import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import * as z from 'zod';
import { AutoaliasError } from '../../autoalias-error.ts';
import { decodeOrKeep } from '../../decode-or-keep.ts';
import { messageOf } from '../../error-text.ts';

/** What an inventory says of a key. */
export interface InventoryEntry {
  readonly key: string;
  /** `added`: it exists, or was written. `removed`: it was deleted. */
  readonly change: 'added' | 'removed';
  /** Orders the changes of one key. 0 in a full inventory. */
  readonly sequence: bigint;
}

const manifestSchema = z.object({
  fileFormat: z.literal('CSV', { error: 'only CSV is supported' }).optional(),
  fileSchema: z.string(),
  files: z.array(z.object({ key: z.string() })),
});

export interface Manifest {
  /** The names of the columns, in their order. */
  readonly columns: readonly string[];
  /** The files with the lines, as paths on this machine. */
  readonly files: readonly string[];
}

/**
 * Reads the manifest of an inventory: full, or incremental. Its files must be next to it, or where OSS puts them: in the
 * folder `data` next to the folder of the manifest.
 *
 * @throws AutoaliasError `config-invalid`
 */
export function readManifest(path: string): Manifest {
  const { fileSchema, files } = parseManifest(path);
  const columns = fileSchema.split(',').map((name) => name.trim());
  if (!columns.includes('Key')) throw invalid(path, 'its fileSchema has no column Key');
  const folder = dirname(path);
  return {
    columns,
    files: files.map(({ key }) => {
      const name = basename(key);
      const places = [join(folder, name), join(folder, '..', 'data', name), join(folder, 'data', name)];
      const found = places.find((place) => existsSync(place));
      if (found === undefined) throw invalid(path, `its file ${name} is missing; download it next to the manifest`);
      return found;
    }),
  };
}

function parseManifest(path: string): z.infer<typeof manifestSchema> {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : messageOf(cause);
    throw invalid(path, why, cause);
  }
}

function invalid(path: string, why: string, cause?: unknown): AutoaliasError {
  return new AutoaliasError('config-invalid', `${path} is not the manifest.json of an OSS inventory: ${why}`, {
    cause,
  });
}

/** All entries of an inventory. Memory does not grow with the files. */
export async function* readInventory({ columns, files }: Manifest): AsyncGenerator<InventoryEntry> {
  for (const file of files) {
    const bytes = createReadStream(file);
    yield* readLines(columns, file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes, file);
  }
}

/**
 * The entries of one file. Former versions and delete markers are left out, because listings do not show them.
 *
 * Source: OSS, "Bucket inventory": keys are URL-encoded; `RecordType` is CREATE, UPDATE_METADATA or DELETE.
 *
 * @throws AutoaliasError `config-invalid` for a file that is damaged.
 */
export async function* readLines(
  columns: readonly string[],
  content: Readable,
  name: string,
): AsyncGenerator<InventoryEntry> {
  const at = (column: string): number => columns.indexOf(column);
  const [key, latest, marker, type, sequence] = [
    ...[at('Key'), at('IsLatest'), at('IsDeleteMarker'), at('RecordType'), at('SequenceNumber')],
  ] as [number, number, number, number, number];
  const parser = parse({ relaxColumnCount: true, skipEmptyLines: true });
  content.on('error', (error) => parser.destroy(error));
  try {
    for await (const row of content.pipe(parser) as AsyncIterable<readonly string[]>) {
      if (row[latest] === 'false' || row[marker] === 'true' || row[type] === 'UPDATE_METADATA') continue;
      const change = row[type] === 'DELETE' ? 'removed' : 'added';
      yield { key: decodeOrKeep(row[key] ?? ''), change, sequence: numberOf(row[sequence]) };
    }
  } catch (cause) {
    throw new AutoaliasError('config-invalid', `the inventory file ${name} cannot be read: ${messageOf(cause)}`, {
      cause,
    });
  }
}

/** Sequence numbers can be decimal or hexadecimal, and longer than a number can be. */
function numberOf(text: string | undefined): bigint {
  if (text === undefined || text === '') return 0n;
  return BigInt(/^\d+$/.test(text) ? text : `0x${text.replace(/[^0-9a-f]/gi, '') || '0'}`);
}

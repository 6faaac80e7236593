import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { defined } from '../../defined.ts';
import { isRunning, processStart } from '../data/process-start.ts';
import { PRIVATE_FILE } from '../storage/private-files.ts';

/** The endpoints of the local cloud that uses a data directory, and the token of its API. */
export interface RunningCloud {
  readonly store: string;
  /** The same store by the protocol of BOS. */
  readonly bos?: string;
  readonly api: string;
  readonly bucket: string;
  readonly token: string;
}

const FILE = 'cloud.json';

const schema = z.object({
  store: z.string(),
  bos: z.string().optional(),
  api: z.string(),
  bucket: z.string(),
  token: z.string(),
  pid: z.number().int().positive(),
  started: z.string(),
});

/**
 * Records the endpoints of this process's cloud in its data directory, for commands in other terminals. Only the owner
 * can read the file, because it contains the token. The returned function removes the file.
 */
export function recordCloud(dataDir: string, cloud: RunningCloud): () => void {
  const file = join(dataDir, FILE);
  const text = JSON.stringify({ ...cloud, pid: process.pid, started: processStart(process.pid) });
  // Renaming makes the file appear under its name only when it is complete.
  const aside = `${file}.${process.pid}`;
  rmSync(aside, { force: true });
  try {
    writeFileSync(aside, text, { mode: PRIVATE_FILE, flag: 'wx' });
    renameSync(aside, file);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
  return () => {
    if (read(file) === text) rmSync(file, { force: true });
  };
}

/** Finds the running cloud of a data directory. Ignores the record of a process that has ended. */
export function findCloud(dataDir: string): RunningCloud | undefined {
  const record = parse(read(join(dataDir, FILE)) ?? '');
  if (record === undefined || !isRunning(record)) return undefined;
  const { pid: _, started: __, bos, ...cloud } = record;
  return { ...cloud, ...defined({ bos }) };
}

/** Returns undefined if there is no file, or if it belongs to another user. */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function parse(text: string): z.infer<typeof schema> | undefined {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

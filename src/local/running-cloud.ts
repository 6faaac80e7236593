import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { isRunning, processStart } from './process-start.ts';

/** Where the local cloud of a data directory takes requests, and what its API asks for. */
export interface RunningCloud {
  readonly store: string;
  readonly api: string;
  readonly bucket: string;
  readonly token: string;
}

const FILE = 'cloud.json';

const schema = z.object({
  store: z.string(),
  api: z.string(),
  bucket: z.string(),
  token: z.string(),
  pid: z.number().int().positive(),
  started: z.string(),
});

/**
 * Records in its data directory where this process's cloud takes requests, for commands in other terminals. Only the owner
 * can read the file, since it holds the token. The returned function removes it.
 */
export function recordCloud(dataDir: string, cloud: RunningCloud): () => void {
  const file = join(dataDir, FILE);
  const text = JSON.stringify({ ...cloud, pid: process.pid, started: processStart(process.pid) });
  // Under its name the file is whole or not there.
  const aside = `${file}.${process.pid}`;
  rmSync(aside, { force: true });
  try {
    writeFileSync(aside, text, { mode: 0o600, flag: 'wx' });
    renameSync(aside, file);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
  return () => {
    if (read(file) === text) rmSync(file, { force: true });
  };
}

/** The cloud that runs on a data directory. A record of a process that has ended is ignored. */
export function findCloud(dataDir: string): RunningCloud | undefined {
  const record = parse(read(join(dataDir, FILE)) ?? '');
  if (record === undefined || !isRunning(record)) return undefined;
  const { pid: _, started: __, ...cloud } = record;
  return cloud;
}

/** No file, or one of another user, is no cloud of this user. */
const read = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

const parse = (text: string): z.infer<typeof schema> | undefined => {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
};

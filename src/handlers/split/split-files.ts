import * as z from 'zod';
import type { KeyMark } from '../../aliases/split/key-marks.ts';
import type { Shard } from '../../aliases/split/plan-shards.ts';
import type { Store } from '../../stores/store.ts';

/** Raise it when a file changes its form. Files of another form count as absent. */
const FORMAT = 1;

const optionalText = z
  .string()
  .nullish()
  .transform((text) => text ?? undefined);
const mark = z.tuple([z.string(), z.number()]).transform(([key, objects]): KeyMark => ({ key, objects }));
const shard = z
  .object({ after: optionalText, until: optionalText, objects: z.number() })
  .transform((one): Shard => one);

const runSchema = z.object({
  format: z.literal(FORMAT),
  id: z.string(),
  form: z.string(),
  startedAt: z.number(),
  shards: z.array(shard).min(1).readonly(),
});

/** A sweep that several tasks share. `form` identifies the rules. `startedAt` is in Unix milliseconds. */
export type Run = Omit<z.infer<typeof runSchema>, 'format'>;

const countsSchema = z.object({
  objects: z.number(),
  aliases: z.number(),
  actions: z.record(z.string(), z.number()),
  dangling: z.number(),
  known: z.number(),
  full: z.boolean(),
  requests: z.number(),
  milliseconds: z.number(),
  unread: z.object({ objects: z.number(), aliases: z.number() }),
});

/** The counts of a sweep, as in its log line. */
export type SweepCounts = z.infer<typeof countsSchema>;

const resultSchema = z.object({
  format: z.literal(FORMAT),
  run: z.string(),
  /** The shard ended here, because the time of the function was over. Null: it is complete. */
  cutAt: z.string().nullable(),
  counts: countsSchema,
  /** Aliases that could not be updated, and why: the first of them. */
  failures: z.array(z.string()).readonly(),
  marks: z.array(mark).readonly(),
});

/** What a task did in its shard. */
export type ShardResult = Omit<z.infer<typeof resultSchema>, 'format'>;

const lastSchema = z.object({
  format: z.literal(FORMAT),
  /** Undefined: no run has made these marks, but a sweep of the whole bucket, or an inventory. */
  run: optionalText,
  marks: z.array(mark).readonly(),
  /** Where shards began. Their facts have the same starts. */
  starts: z.array(z.string()).readonly(),
});

/** What the next run should know of the last one that ended. */
export type LastRun = Omit<z.infer<typeof lastSchema>, 'format'>;

/** The objects below the state prefix through which the tasks of a sweep know of each other. */
export interface SplitFiles {
  readRun(): Promise<Run | undefined>;
  writeRun(run: Run): Promise<void>;
  readLast(): Promise<LastRun | undefined>;
  writeLast(last: LastRun): Promise<void>;
  readResult(name: string): Promise<ShardResult | undefined>;
  writeResult(name: string, result: ShardResult): Promise<void>;
}

/** More than the file of a run with the most shards and the longest keys has. Bytes. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Reads of a damaged file, or of one that another version of the program wrote, return undefined. */
export function openSplitFiles(store: Store, statePrefix: string): SplitFiles {
  const folder = `${statePrefix}sweep/`;
  const read = async <T>(name: string, schema: z.ZodType<T>): Promise<T | undefined> => {
    const found = await store.send({ operation: 'GetObject', key: `${folder}${name}.json`, maxBytes: MOST_BYTES });
    return found.found === 'object' ? schema.safeParse(json(found.text)).data : undefined;
  };
  const write = async (name: string, value: object): Promise<void> => {
    await store.send({
      operation: 'PutObject',
      key: `${folder}${name}.json`,
      body: new TextEncoder().encode(`${JSON.stringify({ format: FORMAT, ...value })}\n`),
      headers: { contentType: 'application/json' },
    });
  };
  return {
    readRun: () => read('run', runSchema),
    writeRun: (run) => write('run', run),
    readLast: () => read('last', lastSchema),
    writeLast: ({ marks, ...last }) => write('last', { ...last, marks: pairs(marks) }),
    readResult: (name) => read(`shards/${name}`, resultSchema),
    writeResult: (name, { marks, ...result }) => write(`shards/${name}`, { ...result, marks: pairs(marks) }),
  };
}

function pairs(marks: readonly KeyMark[]): readonly (readonly [string, number])[] {
  return marks.map(({ key, objects }) => [key, objects]);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

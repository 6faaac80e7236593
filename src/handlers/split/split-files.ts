import * as v from 'valibot';
import type { KeyMark } from '../../aliases/split/key-marks.ts';
import type { Shard } from '../../aliases/split/plan-shards.ts';
import type { Store } from '../../stores/store.ts';

/** Raise it when a file changes its form. Files of another form count as absent. */
const FORMAT = 1;

const number = v.pipe(v.number(), v.finite());
const texts = v.pipe(v.array(v.string()), v.readonly());
const optionalText = v.pipe(
  v.nullish(v.string()),
  v.transform((text) => text ?? undefined),
);
const mark = v.pipe(
  v.strictTuple([v.string(), number]),
  v.transform(([key, objects]): KeyMark => ({ key, objects })),
);
const marks = v.pipe(v.array(mark), v.readonly());
const shard = v.pipe(
  v.object({ after: optionalText, until: optionalText, objects: number }),
  v.transform((one): Shard => one),
);

const runSchema = v.object({
  format: v.literal(FORMAT),
  id: v.string(),
  form: v.string(),
  startedAt: number,
  shards: v.pipe(v.array(shard), v.minLength(1), v.readonly()),
});

/** A sweep that several tasks share. `form` identifies the rules. `startedAt` is in Unix milliseconds. */
export type Run = Omit<v.InferOutput<typeof runSchema>, 'format'>;

const countsSchema = v.object({
  objects: number,
  aliases: number,
  actions: v.record(v.string(), number),
  dangling: number,
  known: number,
  full: v.boolean(),
  requests: number,
  milliseconds: number,
  unread: v.object({ objects: number, aliases: number }),
});

/** The counts of a sweep, as in its log line. */
export type SweepCounts = v.InferOutput<typeof countsSchema>;

const resultSchema = v.object({
  format: v.literal(FORMAT),
  run: v.string(),
  /** The shard ended here, because the time of the function was over. Null: it is complete. */
  cutAt: v.nullable(v.string()),
  counts: countsSchema,
  /** Aliases that could not be updated, and why: the first of them. */
  failures: texts,
  marks,
});

/** What a task did in its shard. */
export type ShardResult = Omit<v.InferOutput<typeof resultSchema>, 'format'>;

const lastSchema = v.object({
  format: v.literal(FORMAT),
  /** Undefined: no run has made these marks, but a sweep of the whole bucket, or an inventory. */
  run: optionalText,
  marks,
  /** Where shards began. Their facts have the same starts. */
  starts: texts,
});

/** What the next run should know of the last one that ended. */
export type LastRun = Omit<v.InferOutput<typeof lastSchema>, 'format'>;

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
  const read = async <T>(name: string, schema: v.GenericSchema<unknown, T>): Promise<T | undefined> => {
    const found = await store.send({ operation: 'GetObject', key: `${folder}${name}.json`, maxBytes: MOST_BYTES });
    if (found.found !== 'object') return undefined;
    const parsed = v.safeParse(schema, json(found.text));
    return parsed.success ? parsed.output : undefined;
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

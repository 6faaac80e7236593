import * as z from 'zod';
import { CHECKS } from '../doctor/verdict.ts';

const time = z.string();

/** What `doctor` found. */
export const diagnosis = z.strictObject({
  checks: z.array(
    z.strictObject({
      check: z.enum(CHECKS),
      state: z.enum(['ok', 'finding', 'unknown']),
      what: z.string(),
      instead: z.string().nullable().describe('What to do about a finding.'),
    }),
  ),
  findings: z.number().int().nonnegative(),
});

/** A line of `logs`: all fields of the log line of a function. */
export const loggedDecision = z.looseObject({
  time: time.describe('When the line was written, in ISO 8601.'),
  function: z.string().describe('The function that wrote it.'),
  action: z.string(),
});

/** A line of `dead-letters list`, and the document of `dead-letters show`. */
export const failedEvent = z.strictObject({
  id: z.string().describe('The id of the message in the queue.'),
  failedAt: time.describe('When the message was added, in ISO 8601.'),
  requestId: z.string().nullable().describe('The request id of the failed invocation.'),
  function: z.string().nullable().describe('The function that failed.'),
  qualifier: z.string().nullable(),
  attempts: z.number().int().nullable().describe('How often the function was called.'),
  error: z.string().nullable(),
  events: z.array(z.string()).describe('What the event is about, such as ObjectCreated:PutObject and a key.'),
  payload: z.string().nullable().describe('The event, as the function received it.'),
});

/** A line of `dead-letters replay`. */
export const replay = z.strictObject({
  id: z.string().describe('The id of the message in the queue.'),
  function: z.string().nullable(),
  requestId: z.string().nullable().describe('The request id of the new invocation.'),
  error: z.string().nullable().describe('Why the message is still in the queue; null if it was deleted.'),
});

/** A dashboard, as the import of Grafana accepts it. */
export const dashboard = z.looseObject({ title: z.string(), uid: z.string(), panels: z.array(z.looseObject({})) });

/** The output of `token`. */
export const newToken = z.strictObject({
  token: z.string(),
  entry: z
    .strictObject({ name: z.string(), rights: z.array(z.string()), sha256: z.string() })
    .describe('An entry of AUTOALIAS_TOKENS.'),
});

const count = z.number().int().min(0);
const end = z.string().nullable();

export const sweepEstimate = z.strictObject({
  rules: z.string().describe('The rules file.'),
  objects: count,
  shards: count.describe('How many tasks share a sweep.'),
  tasks: count.describe('The most tasks at a time.'),
  requests: count.describe('Requests to OSS of a sweep in which nothing has changed.'),
  seconds: count.describe('From the first task to the last.'),
  longestTask: count.describe('Seconds.'),
  cost: z.number().describe('CNY for one sweep.'),
  ranges: z.array(z.strictObject({ after: end, until: end, objects: count })).describe('The keys of each task.'),
});

/** The output of `invoke`. */
export const invocation = z.strictObject({
  function: z.string(),
  requestId: z.string().nullable(),
  queued: z.boolean().describe('true: the event is queued, and there is no result yet.'),
  milliseconds: z.number().nullable(),
  result: z.unknown().describe('What the function returned: JSON, or text.'),
  log: z.string().nullable().describe('The end of the log.'),
  functionError: z
    .strictObject({ kind: z.string(), type: z.string(), message: z.string(), stackTrace: z.array(z.string()) })
    .nullable()
    .describe('null: the function did not fail.'),
});

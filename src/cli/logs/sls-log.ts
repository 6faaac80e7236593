import * as z from 'zod';
import { slsHeaders } from '../../alibaba/sls-signature.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import { sleep } from '../../handlers/wait/sleep.ts';
import type { Credentials } from '../../oss-wire/credentials.ts';
import { queryString } from '../../oss-wire/percent-encoding.ts';
import type { QueryPair } from '../../oss-wire/signable-request.ts';
import { callVendor, type VendorAnswer } from '../options/call-vendor.ts';
import { type DecisionSource, entryOf, type LoggedDecision } from './logged-decision.ts';

/** A logstore with the logs of the functions. */
export interface SlsTarget {
  /** `https://<project>.<region>.log.aliyuncs.com` */
  readonly url: string;
  readonly project: string;
  readonly logstore: string;
  /** The beginning of the names of the functions: `autoalias`. */
  readonly name: string;
  readonly credentials: Credentials;
  /** Further words that every line must have. The service searches for them, so fewer lines are read. */
  readonly words: readonly string[];
  /** Pauses in milliseconds; tests shorten them. */
  readonly pauses?: { readonly follow: number; readonly incomplete: number };
}

/** Lines for each request: the maximum of GetLogs. */
const PAGE = 100;
/** How often an incomplete answer is asked for again. */
const MOST_TRIES = 10;
const PAUSES = { follow: 5000, incomplete: 1000 };
/** How late a line can become searchable, in milliseconds. A followed log is read again from that far back. */
const LATE = 60_000;

/** The logs of a deployment in Simple Log Service, read by GetLogs. Its times are whole seconds. */
export function slsLog(target: SlsTarget): DecisionSource {
  const { pauses = PAUSES } = target;
  return {
    read: async function* (since, until) {
      for await (const { decision } of readLines(target, since, until)) yield decision;
    },
    async *follow(since, signal) {
      let seen = new Map<string, number>();
      while (!signal.aborted) {
        const now = Date.now();
        const from = Math.max(since, now - LATE - pauses.follow);
        const fresh: LoggedDecision[] = [];
        for await (const { id, decision } of readLines(target, seen.size === 0 ? since : from, now + 1000)) {
          if (!seen.has(id)) fresh.push(decision);
          seen.set(id, decision.time);
        }
        seen = new Map([...seen].filter(([, time]) => time >= from - LATE));
        yield fresh;
        await sleep(pauses.follow, signal);
      }
    },
  };
}

interface Line {
  /** Two lines of a log never have the same text and time, because each has a request id. */
  readonly id: string;
  readonly decision: LoggedDecision;
}

async function* readLines(target: SlsTarget, since: number, until: number): AsyncGenerator<Line> {
  const [from, to] = [Math.floor(since / 1000), Math.ceil(until / 1000)];
  for (let offset = 0; ; offset += PAGE) {
    const lines = await readPage(target, from, to, offset);
    for (const { __time__, __topic__, message } of lines) {
      const entry = entryOf(message);
      const functionName = __topic__.replace(/^FCLogs:/, '');
      const time = Number(__time__) * 1000;
      if (entry !== undefined) yield { id: `${__time__} ${message}`, decision: { time, functionName, entry } };
    }
    if (lines.length < PAGE) return;
  }
}

const answerSchema = z.array(
  z.looseObject({
    __time__: z.union([z.string(), z.number()]).transform(String),
    __topic__: z.string().default(''),
    message: z.string().default(''),
  }),
);

/** One request of GetLogs, repeated until its answer is complete. */
async function readPage(target: SlsTarget, from: number, to: number, offset: number) {
  const { logstore, credentials, pauses = PAUSES } = target;
  const path = `/logstores/${logstore}`;
  const query: readonly QueryPair[] = [
    ['type', 'log'],
    ['from', String(from)],
    ['to', String(to)],
    ['query', searchOf(target)],
    ['line', String(PAGE)],
    ['offset', String(offset)],
    ['reverse', 'false'],
  ];
  for (let tries = 1; ; tries++) {
    const headers = slsHeaders({ method: 'GET', path, query }, credentials, Date.now());
    const url = `${target.url}${path}?${queryString(query)}`;
    const answer = await callVendor('Simple Log Service', { method: 'GET', url, headers });
    if (answer.status !== 200) throw refused(target, answer);
    const isComplete = (answer.headers.get('x-log-progress') ?? 'Complete') === 'Complete';
    if (isComplete || tries === MOST_TRIES) return linesOf(target, answer);
    await sleep(pauses.incomplete, new AbortController().signal);
  }
}

/** The functions print more lines than decisions. Each word of a query must be in the line. */
function searchOf({ name, words }: SlsTarget): string {
  const topics = ['object-events', 'sweep', 'http'].map((kind) => `__topic__: "FCLogs:${name}-${kind}"`);
  return [`(${topics.join(' or ')})`, 'action', ...words.map((word) => `"${word.replace(/["\\]/g, '\\$&')}"`)].join(
    ' and ',
  );
}

function linesOf(target: SlsTarget, { text }: VendorAnswer) {
  const parsed = answerSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw failed(target, 'its answer is not a list of logs', parsed.error);
}

const errorSchema = z.object({ errorCode: z.string(), errorMessage: z.string() });

function refused(target: SlsTarget, { status, text, shown }: VendorAnswer): AutoaliasError {
  const parsed = errorSchema.safeParse(jsonOf(text));
  const why = parsed.success ? `${parsed.data.errorCode}: ${parsed.data.errorMessage}` : 'no reason';
  return failed(target, `it answered ${status} (${shown(why)})`);
}

function failed({ project, logstore }: SlsTarget, why: string, cause?: unknown): AutoaliasError {
  return new AutoaliasError(
    'api-failed',
    `Simple Log Service did not return the logs of ${project}/${logstore}: ${why}; check --project, --logstore, and the permission log:GetLogStoreLogs`,
    { cause },
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

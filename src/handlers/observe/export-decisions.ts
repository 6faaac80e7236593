import { messageOf } from '../../error-text.ts';
import type { Log, LogEntry } from '../function/log.ts';

/** A log line, and when it was written in Unix milliseconds. */
export interface TimedEntry {
  readonly time: number;
  readonly entry: LogEntry;
}

/** Sends log lines to a receiver of OpenTelemetry. */
export interface OtlpExport {
  /** Resolves when everything was sent. Rejects if it was not. */
  send(entries: readonly TimedEntry[]): Promise<void>;
}

/** Gathers the log lines of invocations, and exports them at the end of each. */
export interface DecisionExport {
  readonly log: Log;
  /** Exports what was gathered. Takes a bounded time, and never throws. */
  flush(): Promise<void>;
}

export interface DecisionExportParts {
  /** Called at the first flush. Gets the time limit of each request in milliseconds. */
  readonly load: (timeout: number) => Promise<OtlpExport>;
  /** Writes a line to the log of the function. */
  readonly log: Log;
  readonly now: () => number;
  /** How long a flush can take, in milliseconds. */
  readonly deadline?: number;
}

/** The platform bills the time that a flush takes. */
const DEADLINE = 3000;

/** The most lines that are gathered. A sweep that repairs a million aliases must fit into memory. */
const MOST = 10_000;

/** An export that loads OpenTelemetry at the first flush. A failed export is logged once for each instance. */
export function createDecisionExport({ load, log, now, deadline = DEADLINE }: DecisionExportParts): DecisionExport {
  let gathered: TimedEntry[] = [];
  let lost = 0;
  let loaded: Promise<OtlpExport> | undefined;
  let hasWarned = false;
  const warn = (why: string): void => {
    if (hasWarned) return;
    hasWarned = true;
    log({ level: 'warn', action: 'not-exported', why });
  };
  const send = async (entries: readonly TimedEntry[]): Promise<void> => {
    loaded ??= load(deadline);
    await (await loaded).send(entries);
  };
  return {
    log: (entry) => {
      if (gathered.length < MOST) gathered.push({ time: now(), entry });
      else lost += 1;
    },
    flush: async () => {
      const entries = gathered;
      gathered = [];
      if (lost > 0) warn(`an invocation logged more than ${MOST} lines; ${lost} of them were not exported`);
      lost = 0;
      if (entries.length === 0) return;
      try {
        await within(deadline, send(entries));
      } catch (error) {
        warn(`the decisions could not be sent to OTEL_EXPORTER_OTLP_ENDPOINT: ${messageOf(error)}`);
      }
    },
  };
}

async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // The work can still fail after the time is over.
    work.catch(() => {});
  }
}

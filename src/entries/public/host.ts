import type { HttpResult } from '../../handlers/function/function-http.ts';
import { handleHttp as handleHttpOn } from '../../handlers/function/handle-http.ts';
import {
  handleObjectEvents as handleObjectEventsOn,
  type ObjectEventsResult,
} from '../../handlers/function/handle-object-events.ts';
import { handleTimer as handleTimerOn } from '../../handlers/function/handle-timer.ts';
import { createHost as createInternalHost, type Host as InternalHost } from '../../handlers/function/host.ts';
import { openOssStore } from '../../handlers/function/platforms/open-oss-store.ts';
import type { SweepReport } from '../../handlers/walk/sweep.ts';
import { createSeal } from './sealed.ts';

/** What a function keeps between invocations: compiled rules, connections and signing keys. Create it once per process. */
export interface Host {
  /** Closes its connections. Not needed on Function Compute, which ends the whole instance. */
  close(): Promise<void>;
}

/** Options of {@link createHost}. */
export interface HostOptions {
  /** The text of the rules file. `AUTOALIAS_RULES` in `environment` names a file to use instead. */
  readonly rules: string;
  /**
   * Environment variables: `OSS_BUCKET`, `OSS_REGION`, `OSS_ENDPOINT`, `AUTOALIAS_TOKEN`, … Default: `process.env`.
   */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Called with each line of the log, a JSON object with its line feed. Default: writes to standard output. */
  readonly writeLog?: (line: string) => void;
}

const hosts = createSeal<Host, InternalHost>('createHost');

/**
 * Creates the host of one or more function handlers. Rules are compiled at the first invocation, so that a mistake in
 * them fails that invocation with a message.
 *
 * @throws AutoaliasError `config-invalid` for environment variables that cannot work.
 */
export function createHost(options: HostOptions): Host {
  const { rules, environment = process.env, writeLog } = options;
  const internal = createInternalHost({
    rules,
    environment,
    openStore: openOssStore,
    ...(writeLog && { write: writeLog }),
  });
  return hosts.seal({ close: internal.close }, internal);
}

/**
 * Handles an invocation with object events: of an OSS trigger, of EventBridge or of an SMQ queue. Events of buckets that
 * `OSS_BUCKET` does not name are skipped.
 *
 * @param event what the platform passes to the handler: bytes, JSON text or a parsed object.
 * @param context the context of Function Compute, which brings temporary credentials and the region.
 * @throws AutoaliasError `changes-failed`, `event-malformed` or `config-invalid`. All other events were handled; the
 * platform should deliver the failed invocation again.
 */
export function handleObjectEvents(host: Host, event: unknown, context: unknown): Promise<ObjectEventsResult> {
  return handleObjectEventsOn(hosts.open(host), event, context);
}

/**
 * Handles an invocation by a timer: compares every alias of the buckets in `OSS_BUCKET` with the objects, and repairs
 * those that differ.
 *
 * @throws AutoaliasError `changes-failed`, `event-malformed` or `config-invalid`.
 */
export function handleTimer(host: Host, event: unknown, context: unknown): Promise<readonly SweepReport[]> {
  return handleTimerOn(hosts.open(host), event, context);
}

/**
 * Handles an invocation by an HTTP trigger: the HTTP API of autoalias. Errors of a request are answers, not exceptions.
 *
 * @throws AutoaliasError `event-malformed` for an event that no HTTP trigger sends.
 */
export function handleHttp(host: Host, event: unknown, context: unknown): Promise<HttpResult> {
  return handleHttpOn(hosts.open(host), event, context);
}

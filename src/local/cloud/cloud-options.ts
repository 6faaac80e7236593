import type { UnverifiedChoices } from '../../bucket/unverified-choices.ts';
import type { Credentials } from '../../oss-wire/credentials.ts';
import type { Delivery } from '../queue/invocation.ts';
import type { QueuePlace } from '../queue/queue-place.ts';
import type { EventPath } from '../triggers/event-path.ts';
import type { Trigger } from '../triggers/trigger.ts';
import type { Decision } from './decision.ts';

/** The rules in use, and the events that the triggers report for them. */
export interface CloudRules {
  /** Absolute path. Default: the rules that were built into the functions. The file must not change. */
  readonly rulesFile?: string;
  /** The file that the user edits, if `rulesFile` is a copy of it. */
  readonly rulesSource?: string;
  /** Each gets a trigger, unless `triggers` is set. If a bucket cannot have that many, several share one. */
  readonly triggerPrefixes: readonly string[];
  /** Whether triggers also report links. Rules with `guard` need this. */
  readonly watchLinks?: boolean;
  /**
   * The lane that an event waits in, and the group of events that it may be merged with (queuePlace of the rules).
   * Default: one lane for all events, and no merging.
   */
  readonly queuePlace?: (bucket: string, key: string) => QueuePlace;
}

export interface CloudOptions extends CloudRules {
  /** Contains all state, and survives restarts. Only one local cloud can use it at a time. */
  readonly dataDir: string;
  readonly host: string;
  /** Lets the store listen beyond the loopback interface. */
  readonly allowRemote?: boolean;
  /** 0 picks a free one. */
  readonly storePort: number;
  /** The port of the same store by the protocol of BOS. 0 picks a free one. */
  readonly bosPort: number;
  /** 0 picks a free one. */
  readonly apiPort: number;
  /** Without `oss-`: `cn-hangzhou`. */
  readonly region: string;
  /** The credentials that the store accepts and the functions use. */
  readonly credentials: Credentials;
  /** Created with versioning at the first start, for OSS and for BOS. */
  readonly bucket: string;
  /** More buckets with aliases, created in the same way. Events of all other buckets call no function. */
  readonly otherBuckets?: readonly string[];
  /** The token that callers of `/v1` must send. */
  readonly token: string;
  /** The values of AUTOALIAS_TOKENS and AUTOALIAS_OIDC of the HTTP function. */
  readonly access?: { readonly tokens?: string; readonly oidc?: string };
  /** Where the functions export their decisions and metrics. Default: nowhere. */
  readonly otlp?: { readonly endpoint?: string; readonly headers?: string };
  /** Absolute path of the bundles. */
  readonly functionsDir: string;
  /** The program of a function instance, bundled. */
  readonly workerFile: URL;
  /** How events reach the functions. Default: `native`. */
  readonly events?: EventPath;
  /** Most events in one invocation, with EventBridge or a queue. Default: eventDelivery. */
  readonly batch?: number;
  readonly triggers?: readonly Trigger[];
  /** Seconds between two sweeps. */
  readonly sweepSeconds: number;
  /** Divides sweeps into tasks. Default: each sweep is one invocation. */
  readonly sweepTasks?: SweepTasks;
  /** Most instances of each function, and most concurrent deliveries to it. Default 2. */
  readonly instances?: number;
  /** Retries after a function error, for all functions. Default: as in template.yml. */
  readonly maxAsyncRetryAttempts?: number;
  /** For tests: every event is delivered twice, in random order, and never merged. */
  readonly duplicates?: boolean;
  /** Choices that replace the defaults of UNVERIFIED_CHOICES. */
  readonly choices?: Partial<UnverifiedChoices>;
  /** The value of AUTOALIAS_BOS_CHOICES of the functions of CFC. */
  readonly bosChoices?: string;
  /** Free bytes on the disk of the data directory. Default: asks the operating system. */
  readonly freeBytes?: () => number;
  /** Called for each decision that a function logs. */
  readonly decided?: (decision: Decision) => void;
  /** Called for each event of each try. */
  readonly delivered?: (delivery: Delivery) => void;
  /** Called for errors that no request reports, such as those of the log file or the queue. */
  readonly trouble: (error: unknown) => void;
  /** Called with one sentence that the user should know, but that reports no failure. */
  readonly notice?: (text: string) => void;
}

/** How a sweep is divided into tasks. */
export interface SweepTasks {
  /** The most tasks that are started at the same time. */
  readonly most: number;
  /** About how many objects a task lists. Default: that of the functions. */
  readonly objects?: number;
}

export interface CloudStats {
  readonly requests: number;
  readonly queue: { readonly ready: number; readonly later: number; readonly dead: number; readonly inFlight: number };
  /** Delivery attempts since the start, by outcome. */
  readonly deliveries: Readonly<Record<Delivery['outcome'], number>>;
}

/** A running local cloud. */
export interface Cloud {
  /** Endpoint of the store, `http://127.0.0.1:9000`. */
  readonly store: string;
  /** Endpoint of the store by the protocol of BOS, `http://127.0.0.1:9002`. */
  readonly bos: string;
  readonly api: string;
  readonly bucket: string;
  /** After the local cloud was closed: the last values. */
  stats(): CloudStats;
  /**
   * Changes the rules. Triggers and new invocations follow them at once, and instances end after their current
   * invocation. When all of these and `looked` have ended, a sweep is queued and the promise is fulfilled.
   */
  useRules(rules: CloudRules, looked?: Promise<unknown>): Promise<void>;
  /** Stops accepting requests, waits a few seconds for running ones, and closes everything. */
  close(): Promise<void>;
}

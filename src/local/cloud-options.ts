import type { UnverifiedChoices } from '../bucket/unverified-choices.ts';
import type { Credentials } from '../stores/oss/credentials.ts';
import type { Decision } from './decision.ts';
import type { Delivery } from './queue/delivery.ts';
import type { QueuePlace } from './queue/queue-place.ts';
import type { Trigger } from './triggers/trigger.ts';

/** The rules in force, and what the triggers have to report for them. */
export interface CloudRules {
  /** Absolute path; absent: the rules that were built into the functions. The file must not change. */
  readonly rulesFile?: string;
  /** The file that a person edits, where `rulesFile` is a copy of it. */
  readonly rulesSource?: string;
  /** One trigger for each, unless `triggers` says otherwise; more than a bucket takes share triggers. */
  readonly triggerPrefixes: readonly string[];
  /** Whether triggers report links, too; rules with `guard` need it. */
  readonly watchLinks?: boolean;
  /**
   * Which lane an event waits in, and which events may be merged (queuePlace of the rules). Absent: one lane for all, and
   * none is merged.
   */
  readonly queuePlace?: (bucket: string, key: string) => QueuePlace;
}

export interface CloudOptions extends CloudRules {
  /** Holds everything, and survives restarts. One local cloud at a time has it. */
  readonly dataDir: string;
  readonly host: string;
  /** Lets the store listen beyond the loopback interface. */
  readonly allowRemote?: boolean;
  /** 0 picks a free one. */
  readonly storePort: number;
  /** 0 picks a free one. */
  readonly apiPort: number;
  /** Without `oss-`: `cn-hangzhou`. */
  readonly region: string;
  /** What the store accepts, and what the functions are given. */
  readonly credentials: Credentials;
  /** Made with versioning at the first start. */
  readonly bucket: string;
  /** More buckets whose aliases are kept, made in the same way. Events of any further bucket call no function. */
  readonly otherBuckets?: readonly string[];
  /** What callers of `/v1` must show. */
  readonly token: string;
  /** Absolute path of the bundles. */
  readonly functionsDir: string;
  /** The program of a function instance, bundled. */
  readonly workerFile: URL;
  readonly triggers?: readonly Trigger[];
  /** Seconds between two sweeps. */
  readonly sweepSeconds: number;
  /** Instances of each function, and as many deliveries to it at once; two where absent. */
  readonly instances?: number;
  /** Tries that a function error has after the first, whatever the function; as template.yml deploys it where absent. */
  readonly maxAsyncRetryAttempts?: number;
  /** For tests of what must bear it: every event is delivered twice, never merged, in a random order. */
  readonly duplicates?: boolean;
  /** Answers to what is unknown about OSS, in place of the defaults of UNVERIFIED_CHOICES. */
  readonly choices?: Partial<UnverifiedChoices>;
  /** Bytes that a write to the data directory's disk may still take; asked of the system where absent. */
  readonly freeBytes?: () => number;
  /** Called for each decision that a function logs. */
  readonly decided?: (decision: Decision) => void;
  /** Called for each event of each try. */
  readonly delivered?: (delivery: Delivery) => void;
  /** Something failed that no request waits for: a log file, a commit of the queue. */
  readonly trouble: (error: unknown) => void;
  /** Something that the owner should know, and that is no failure: one sentence. */
  readonly notice?: (text: string) => void;
}

export interface CloudStats {
  readonly requests: number;
  readonly queue: { readonly ready: number; readonly later: number; readonly dead: number; readonly inFlight: number };
  /** Events that were tried since the start, by the outcome of each try. */
  readonly deliveries: Readonly<Record<Delivery['outcome'], number>>;
}

/** A local cloud that takes requests. */
export interface Cloud {
  /** Endpoint of the store, `http://127.0.0.1:9000`. */
  readonly store: string;
  readonly api: string;
  readonly bucket: string;
  /** After the end: as it was then. */
  stats(): CloudStats;
  /**
   * Puts other rules in force: triggers and new invocations follow them at once. Instances end after their current
   * invocation; then, and not before `looked` has ended, a sweep is queued, and the promise is fulfilled.
   */
  useRules(rules: CloudRules, looked?: Promise<unknown>): Promise<void>;
  /** Takes no more requests, lets what runs end for a few seconds, and closes everything. */
  close(): Promise<void>;
}

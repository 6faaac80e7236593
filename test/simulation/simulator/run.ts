import type { AliasReport } from '../../../src/handlers/look/alias-report.ts';
import type { Invocation } from '../../../src/local/queue/invocation.ts';
import type { Credentials } from '../../../src/oss-wire/credentials.ts';
import type { RulesVersion } from './plan/rules-version.ts';
import type { EventRecord } from './platform/event-record.ts';

/** The work of one handler: events, or a sweep. */
export interface Delivery {
  readonly name: string;
  readonly records: readonly EventRecord[] | 'sweep';
  readonly invocation: Invocation;
  /** A handler's own write caused the delivery, or it repeats another one. */
  readonly idle: boolean;
}

export interface AliasRead {
  readonly step: number;
  readonly found: string;
  /** For a link: its version id, and what it records of its target. */
  readonly versionId?: string | undefined;
  readonly record?: string;
  /** The target of the link. Undefined if there is none. */
  readonly target?: string;
}

/** A running handler. */
export interface Run {
  readonly delivery: Delivery;
  /** The rules of its instance. */
  readonly rules: RulesVersion;
  /** Requests take up to this many milliseconds. */
  readonly pace: number;
  /** The result and the step of each read of an alias, by alias key. */
  readonly looks: Map<string, readonly AliasRead[]>;
  /** The aliases whose deletion it has recorded. */
  readonly removals: Set<string>;
  /** Its log lines about aliases. */
  readonly reports: AliasReport[];
  alive: boolean;
  /** The credentials that the platform passed to it. */
  readonly credentials: Credentials;
  requests: number;
  writes: number;
}

export function beginRun(delivery: Delivery, rules: RulesVersion, pace: number, credentials: Credentials): Run {
  return {
    delivery,
    rules,
    pace,
    credentials,
    looks: new Map(),
    removals: new Set(),
    reports: [],
    alive: true,
    requests: 0,
    writes: 0,
  };
}

/** The events of a delivery. A sweep has no events. */
export function recordsOf({ records }: Delivery): readonly EventRecord[] {
  return records === 'sweep' ? [] : records;
}

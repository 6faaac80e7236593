import type { AliasReport } from '../../../src/handlers/look/alias-report.ts';
import type { Invocation } from '../../../src/local/queue/invocation.ts';
import type { Credentials } from '../../../src/oss-wire/credentials.ts';
import type { RulesVersion } from './plan/rules-version.ts';
import type { EventRecord } from './platform/event-record.ts';

/** What one handler is to do: see to events, or sweep. */
export interface Delivery {
  readonly name: string;
  readonly records: readonly EventRecord[] | 'sweep';
  readonly invocation: Invocation;
  /** It was caused by a handler's own write, or is a repetition. */
  readonly idle: boolean;
}

export interface Look {
  readonly step: number;
  readonly found: string;
}

/** A handler at work. */
export interface Run {
  readonly delivery: Delivery;
  /** Those of its instance. */
  readonly rules: RulesVersion;
  /** Requests take from 0 to so many milliseconds. */
  readonly pace: number;
  /** By alias key, what each look at it found, and the step of it. */
  readonly looks: Map<string, readonly Look[]>;
  /** What it logged of aliases. */
  readonly reports: AliasReport[];
  alive: boolean;
  /** What the platform handed to it. */
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
    reports: [],
    alive: true,
    requests: 0,
    writes: 0,
  };
}

/** The events of a delivery; a sweep has none. */
export function recordsOf({ records }: Delivery): readonly EventRecord[] {
  return records === 'sweep' ? [] : records;
}

import type { VersioningStatus } from '../../../../src/bucket/records/object-record.ts';
import type { StorageClass } from '../../../../src/stores/object-attributes.ts';
import type { RuleSpec } from './rule-spec.ts';

/** One operation on the bucket. `nth` counts versions from the newest, 0, and wraps around. */
export type Operation =
  | { readonly do: 'upload'; readonly key: string; readonly body: number; readonly storageClass?: StorageClass }
  | { readonly do: 'copy'; readonly from: string; readonly key: string }
  | { readonly do: 'link'; readonly key: string; readonly target: string }
  | { readonly do: 'delete'; readonly key: string }
  | { readonly do: 'delete-version'; readonly key: string; readonly nth: number }
  /** Another program changes the storage class with a copy. */
  | { readonly do: 'archive'; readonly key: string; readonly storageClass: StorageClass }
  /** A lifecycle rule changes the storage class of the current version. */
  | { readonly do: 'move-class'; readonly key: string; readonly storageClass: StorageClass }
  /** A person restores an archived object for a day. */
  | { readonly do: 'restore'; readonly key: string }
  /** A person pins an alias in one instant, if the target is a candidate, or unpins it. */
  | { readonly do: 'pin'; readonly key: string; readonly target: string }
  | { readonly do: 'unpin'; readonly key: string }
  /** Lifecycle: removes versions that were noncurrent at the last rest. */
  | { readonly do: 'prune' }
  | { readonly do: 'versioning'; readonly status: 'Enabled' | 'Suspended' }
  /** Moves the store's clock by this many milliseconds. */
  | { readonly do: 'step-clock'; readonly by: number }
  | { readonly do: 'sweep' }
  /** This many milliseconds pass before the next operation. */
  | { readonly do: 'wait'; readonly by: number }
  /** New rules. Instances with the former ones keep running for this many milliseconds. */
  | { readonly do: 'deploy'; readonly rules: readonly RuleSpec[]; readonly lag: number };

/** Faults of a request on its way, or of the handler that sends it. */
export const REQUEST_FAULTS = [
  'throttled',
  'server error',
  'timeout, without effect',
  'timeout, with effect',
  'timeout, effect later',
  'reset before it arrived',
  'reset after it arrived',
  'slow answer',
  'token expired',
  'clock too far off',
  'killed before it arrived',
  'killed after it arrived',
  'killed, effect later',
] as const;
export type RequestFault = (typeof REQUEST_FAULTS)[number];

/** Faults of an event. */
export const EVENT_FAULTS = [
  'event lost',
  'event twice',
  'event late',
  'malformed event next to it',
  'unwanted event next to it',
] as const;
export type EventFault = (typeof EVENT_FAULTS)[number];

/** How events reach the function: by its own trigger, by a bus, or by a queue. */
export type EventPath = 'trigger' | 'bus' | 'queue';

/**
 * A fault. `at` is the number of the request or event that it hits, from 0. `times` is how many attempts in a row fail.
 */
export interface Fault<Kind extends string = RequestFault | EventFault> {
  readonly kind: Kind;
  readonly of: 'requests' | 'writes' | 'events';
  readonly at: number;
  readonly times: number;
}

/** Everything that a run does, as data, so that it can be shrunk. All other random choices depend on `schedule`. */
export interface Plan {
  readonly rules: readonly RuleSpec[];
  readonly versioning: VersioningStatus;
  /** The most handlers at once. */
  readonly parallel: number;
  /** The most events per call. */
  readonly batch: number;
  /** Retries of an event. */
  readonly retries: number;
  /** With `trigger`, only events that the deployment's triggers accept are delivered. Otherwise all events are. */
  readonly source: EventPath;
  /** Objects from before the deployment. No event reported them. */
  readonly before: readonly string[];
  /** After each burst the world comes to rest and is checked. */
  readonly bursts: readonly (readonly Operation[])[];
  readonly faults: readonly Fault[];
  /** Sweeps keep facts. Then minutes pass between bursts, and the servers of the store have clocks of their own. */
  readonly facts?: true;
  /** The store has the capabilities of BOS. */
  readonly bos?: true;
  /** Seed of the order of events. */
  readonly schedule: number;
}

/** No faults and no overlap, so that costs are exact. */
export function isCalm({ parallel, batch, faults, bursts }: Plan): boolean {
  return parallel === 1 && batch === 1 && faults.length === 0 && bursts.every((burst) => burst.length === 1);
}

import type { VersioningStatus } from '../../../../src/bucket/records/object-record.ts';
import type { RuleSpec } from './rule-spec.ts';

/** One thing that somebody does to the bucket. `nth` counts versions from the newest, 0, and wraps round. */
export type Operation =
  | { readonly do: 'upload'; readonly key: string; readonly body: number }
  | { readonly do: 'copy'; readonly from: string; readonly key: string }
  | { readonly do: 'link'; readonly key: string; readonly target: string }
  | { readonly do: 'delete'; readonly key: string }
  | { readonly do: 'delete-version'; readonly key: string; readonly nth: number }
  /** A person pins an alias where it is a candidate's, in one instant; or lifts what he pinned. */
  | { readonly do: 'pin'; readonly key: string; readonly target: string }
  | { readonly do: 'unpin'; readonly key: string }
  /** Lifecycle: whatever was out of date when all was last quiet. */
  | { readonly do: 'prune' }
  | { readonly do: 'versioning'; readonly status: 'Enabled' | 'Suspended' }
  /** The store's clock, in milliseconds. */
  | { readonly do: 'step-clock'; readonly by: number }
  | { readonly do: 'sweep' }
  /** New rules. Instances with the former ones go on for so many milliseconds. */
  | { readonly do: 'deploy'; readonly rules: readonly RuleSpec[]; readonly lag: number };

/** What can happen to a request on its way, or to the handler that sends it. */
export const REQUEST_FAULTS = [
  'throttled',
  'server error',
  'time-out, without effect',
  'time-out, with effect',
  'time-out, effect later',
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

/** What can happen to an event. */
export const EVENT_FAULTS = [
  'event lost',
  'event twice',
  'event late',
  'malformed event beside it',
  'unasked event beside it',
] as const;
export type EventFault = (typeof EVENT_FAULTS)[number];

/** How events reach the function: by its own trigger, by a bus, or by a queue. */
export type EventPath = 'trigger' | 'bus' | 'queue';

/** A fault, which one of these it befalls, counted from 0, and how often in a row where that is tried again. */
export interface Fault<Kind extends string = RequestFault | EventFault> {
  readonly kind: Kind;
  readonly of: 'requests' | 'writes' | 'events';
  readonly at: number;
  readonly times: number;
}

/** Everything that a run does, as data, so that it can be shrunk. What is left to chance hangs on `schedule`. */
export interface Plan {
  readonly rules: readonly RuleSpec[];
  readonly versioning: VersioningStatus;
  /** Most handlers at once, and most events that one is handed. */
  readonly parallel: number;
  readonly batch: number;
  /** Tries of an event after the first. */
  readonly retries: number;
  /** `trigger` delivers what the deployment's triggers take, the others every event of the bucket. */
  readonly source: EventPath;
  /** Objects from before the aliases were set up: nobody was told of them. */
  readonly before: readonly string[];
  /** After each burst everything comes to rest, and is checked. */
  readonly bursts: readonly (readonly Operation[])[];
  readonly faults: readonly Fault[];
  /** Seed of the order in which things happen. */
  readonly schedule: number;
}

/** Nothing goes wrong and nothing overlaps, so that costs are exact. */
export function isCalm({ parallel, batch, faults, bursts }: Plan): boolean {
  return parallel === 1 && batch === 1 && faults.length === 0 && bursts.every((burst) => burst.length === 1);
}

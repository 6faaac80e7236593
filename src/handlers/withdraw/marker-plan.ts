import type { AliasReport } from '../look/alias-report.ts';
import type { KeyChange } from '../work/work-of-changes.ts';
import type { NamedMarker } from './named-marker.ts';

/** The commands that write or delete markers. */
export type MarkerCommand = 'withdraw' | 'restore' | 'rollback';

/** A marker, and what the command does with it. */
export interface PlannedMarker extends NamedMarker {
  /** `unchanged`: it is already as the command wants it. */
  readonly action: 'withdrawn' | 'restored' | 'unchanged';
  readonly why: string;
}

/** What a command will write, as data. Nothing has been written yet. */
export interface MarkerPlan {
  readonly what: MarkerCommand;
  readonly reason: string;
  readonly markers: readonly PlannedMarker[];
  /** The changes from which the aliases to update follow: the objects that the markers cover, and the named aliases. */
  readonly changes: readonly KeyChange[];
  /** What a person should know. */
  readonly remarks: readonly string[];
  /** Why a person should confirm the plan before it is carried out. */
  readonly doubts: readonly string[];
  /** What would happen to each alias, if the plan depends on it. */
  readonly moves?: readonly PlannedReport[];
}

/** The result for one marker, in the output of commands and in responses of the HTTP API. */
export interface MarkerReport {
  /** The key of the marker. */
  readonly marker: string;
  readonly rule: string;
  /** What it withdraws: the key of an object, or a prefix that ends with a slash. */
  readonly covers: string;
  /** The order text of the withdrawn objects. */
  readonly version: string | null;
  readonly action: PlannedMarker['action'];
  readonly why: string;
  /** Present in a dry run: nothing was written. */
  readonly planned?: true;
}

/** What would happen to one alias. */
export interface PlannedReport extends Pick<AliasReport, 'rule' | 'alias' | 'action' | 'from' | 'to' | 'why'> {
  readonly planned: true;
  readonly release?: string;
}

/** The result of a command that writes or deletes markers. The HTTP API returns it as it is. */
export interface MarkerResult {
  readonly markers: readonly MarkerReport[];
  readonly aliases: readonly (AliasReport | PlannedReport)[];
  readonly remarks: readonly string[];
  /** Present if a person stopped the command. Then `markers` has only those that were changed until then. */
  readonly stopped?: true;
}

import type { CurrentEntry } from '../../../../src/bucket/records/bucket-records.ts';
import { currentKey } from '../../../../src/bucket/records/table-layout.ts';
import { ageOf, fallbackOf, type RuleSpec } from '../plan/rule-spec.ts';
import type { Simulation } from '../simulation.ts';

/** When the bytes of an object can be read, by the clock of the event loop in Unix milliseconds. */
export interface Readability {
  isReadable(time: number): boolean;
  /** The times at which that changes without an event. */
  readonly changes: readonly number[];
}

const ALWAYS: Readability = { isReadable: () => true, changes: [] };

export const ARCHIVES: ReadonlySet<string> = new Set(['Archive', 'ColdArchive', 'DeepColdArchive']);

/**
 * When an object can be a target, as far as its storage class decides. It is computed from the stored class and the stored
 * times of the last restoration, and not from what the store answers about them.
 */
export function readabilityOf(
  { table, store, skew }: Simulation,
  key: string,
  { archived = 'skip' }: Pick<RuleSpec, 'archived'> = {},
): Readability {
  const entry = table.get(currentKey(store.bucket, key)) as CurrentEntry | undefined;
  if (entry === undefined || archived === 'allow' || !ARCHIVES.has(entry.storageClass)) return ALWAYS;
  const { restoration } = entry;
  if (restoration === undefined) return { isReadable: () => false, changes: [] };
  const [from, to] = [restoration.ready - skew, restoration.expires - skew];
  return { isReadable: (time) => from <= time && time < to, changes: [from, to] };
}

/** Whether something is true of an alias. */
export type AliasTest = (view: { readonly alias: string; readonly rule: RuleSpec }) => boolean;

/** Finds aliases with a candidate or a fallback that was ever restored. It changes without an event, and only sweeps notice it. */
export function restoredAliases({ restored, touched, rules: { oracle } }: Simulation): AliasTest {
  const names = new Set([...restored].flatMap((key) => oracle.affectedBy(key, touched.keys())));
  return ({ alias, rule }) =>
    restored.size > 0 &&
    (oracle.namesOf(alias).some((name) => names.has(name)) || restored.has(fallbackOf(rule) ?? ''));
}

/** Finds aliases that time alone can change. */
export function timedAliases(simulation: Simulation): AliasTest {
  const isRestored = restoredAliases(simulation);
  return (view) => ageOf(view.rule) > 0 || isRestored(view);
}

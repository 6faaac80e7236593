import type { LogEntry } from '../../handlers/function/log.ts';
import type { AliasReport } from '../../handlers/look/alias-report.ts';
import { handleChanges } from '../../handlers/work/handle-changes.ts';
import type { SkippedKey } from '../../handlers/work/work-of-changes.ts';
import type { Store } from '../../stores/store.ts';
import { checkKey } from './check-key.ts';
import { compiledRules, type RuleSet } from './rule-set.ts';

/** An object that changed, or an alias to check. */
export interface ObjectChange {
  /** The key of an object or of an alias. */
  readonly key: string;
  /**
   * The event name of OSS, such as `ObjectCreated:PutObject` or `ObjectRemoved:DeleteObject`. An upload then needs fewer
   * requests. Default: none; each alias is compared with a listing of its candidates.
   */
  readonly event?: string;
}

/** Options of {@link applyChanges}. */
export interface ApplyChangesOptions {
  readonly store: Store;
  readonly rules: RuleSet;
  readonly changes: readonly ObjectChange[];
  /** Called for each decision. Default: nothing is logged. */
  readonly log?: (entry: LogEntry) => void;
  /** Once aborted, no further alias is begun. Aliases that were begun are finished. */
  readonly signal?: AbortSignal;
}

/** What {@link applyChanges} did. */
export interface AppliedChanges {
  /** One report for each alias that was checked, whether it moved or not. In the order of the rules. */
  readonly aliases: readonly AliasReport[];
  /** How many of them failed. Repeat the call with the same changes to try again; that is always safe. */
  readonly failed: number;
  /** Changes that concern no alias, or no alias of one template, and why. */
  readonly skipped: readonly SkippedKey[];
}

/**
 * Moves the aliases that changed objects affect, as the deployed functions do. Safe to repeat, and safe next to other
 * writers, other calls and the functions of a deployment.
 *
 * A failure of one alias does not stop the others: look at `failed`.
 *
 * @throws AutoaliasError `usage` for an invalid key, or for rules that do not come from `parseRules`.
 * @example
 * const store = createOssStore({ bucket, region, credentials });
 * const { aliases } = await applyChanges({ store, rules, changes: [{ key: 'releases/app/1.10.0/app.tgz' }] });
 */
export async function applyChanges(options: ApplyChangesOptions): Promise<AppliedChanges> {
  const { store, rules, changes, log, signal } = options;
  const context = { store, ruleSet: compiledRules(rules), log: log ?? (() => {}), now: Date.now };
  const { handled, skipped } = await handleChanges(
    context,
    changes.map(({ key, event }) => ({
      key: checkKey(key),
      cause: event === undefined ? { kind: 'apply', key } : { kind: 'change', event, key },
    })),
    signal,
  );
  const aliases = handled.map(({ report }) => report);
  return { aliases, failed: aliases.filter(({ action }) => action === 'failed').length, skipped };
}

import type { AliasGroup } from '../rules/release.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import type { AliasTask } from './alias-task.ts';

/** Aliases that move together, to be kept right. */
export interface ReleaseTask extends Omit<AliasTask, 'alias'> {
  readonly group: AliasGroup;
  /** Tells which of the aliases are this form's to write. */
  readonly ruleSet: RuleSet;
  /** The keys that something happened to, where that is why it is looked at. */
  readonly keys?: readonly string[];
  /** What was found right before; without it everything is looked at each time. */
  readonly memory?: ReleaseMemory;
}

/** Remembers what a listing showed of a group when every alias of it was right. */
export interface ReleaseMemory {
  recall(): string | undefined;
  keep(fingerprint: string): void;
}

import type { AliasGroup } from '../rules/release.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import type { AliasTask } from './alias-task.ts';

/** Aliases that move together, to be kept right. */
export interface ReleaseTask extends Omit<AliasTask, 'alias'> {
  readonly group: AliasGroup;
  /** Tells which of the aliases are this form's to write. */
  readonly ruleSet: RuleSet;
}

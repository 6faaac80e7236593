export type { AliasRecord } from '../aliases/alias-record.ts';
export type { AliasState, PlannedChange } from '../aliases/plan-alias.ts';
export type { Orphan } from '../aliases/prune-alias.ts';
export { AutoaliasError, type ErrorCode } from '../autoalias-error.ts';
export type {
  AliasView as AliasExplanation,
  Explanation as KeyExplanation,
  RuleView as RuleExplanation,
} from '../handlers/explain.ts';
export type { ReleaseView as ReleaseExplanation } from '../handlers/view-releases.ts';
export { RulesInvalid, type RulesProblem } from '../rules/rules-problem.ts';
export { type ExplainKeyOptions, explainKey } from './public/explain-key.ts';
export { type KeyMatch, type MatchedAlias, matchKey, type SkippedTemplate } from './public/match-key.ts';
export {
  type AliasTemplate,
  type ParseRulesOptions,
  parseRules,
  type RuleSet,
  type RuleSummary,
} from './public/rule-set.ts';

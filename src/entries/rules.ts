export type { AliasState, PlannedChange } from '../aliases/look/plan-alias.ts';
export type { Orphan } from '../aliases/look/prune-alias.ts';
export { AutoaliasError, type ErrorCode } from '../autoalias-error.ts';
export type { Explanation as KeyExplanation, RuleView as RuleExplanation } from '../handlers/look/explain.ts';
export type { AliasView as AliasExplanation, RecordView as AliasRecord } from '../handlers/look/view-alias.ts';
export type { ReleaseView as ReleaseExplanation } from '../handlers/look/view-releases.ts';
export { RulesInvalid, type RulesProblem } from '../rules/file/rules-problem.ts';
export type { Rejection, RejectionKind } from '../rules/match/rejection.ts';
export { type ExplainKeyOptions, explainKey } from './public/explain-key.ts';
export { type KeyMatch, type MatchedAlias, matchKey, type SkippedTemplate } from './public/match-key.ts';
export {
  type AliasTemplate,
  type ParseRulesOptions,
  parseRules,
  type RuleSet,
  type RuleSummary,
} from './public/rule-set.ts';

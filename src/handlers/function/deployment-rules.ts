import { parseRules } from '../../rules/file/parse-rules.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { rulesDigest } from './rules/rules-digest.ts';

/** The rules of a deployment: their text, and the rule set compiled from it. */
export interface DeploymentRules {
  readonly ruleSet: RuleSet;
  /** The content of the rules file. */
  readonly text: string;
  /** The file that a person edits to change the rules. */
  readonly source: string;
  /** The digest of the text: `sha256:` and 64 hex digits. */
  readonly digest: string;
}

/**
 * Parses the rules of a deployment.
 *
 * @throws RulesInvalid with messages that begin with `source`.
 */
export function readDeploymentRules(text: string, source: string): DeploymentRules {
  return { ruleSet: parseRules(text, source), text, source, digest: rulesDigest(text) };
}

import { createHash } from 'node:crypto';
import { parseRules } from '../../rules/file/parse-rules.ts';
import type { RuleSet } from '../../rules/rule-set.ts';

/** The rules of a deployment: their text, and the rule set compiled from it. */
export interface DeploymentRules {
  readonly ruleSet: RuleSet;
  readonly text: string;
  /** The file that a person edits to change the rules. */
  readonly source: string;
  /** `sha256:` and 64 hex digits of the text. Texts with the same digest are the same rules. */
  readonly digest: string;
}

/** Throws RulesInvalid; its messages begin with `source`. */
export function readDeploymentRules(text: string, source: string): DeploymentRules {
  return { ruleSet: parseRules(text, source), text, source, digest: rulesDigest(text) };
}

export function rulesDigest(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import type { RuleSet } from '../../../src/rules/rule-set.ts';

export const ALIAS = 'a/latest';

/** The key of a candidate. */
export function candidate(n: number): string {
  return `a/${n}/x`;
}

/** The key of the marker that withdraws a candidate. */
export function markerOf(n: number): string {
  return `a/${n}/.withdrawn`;
}

/**
 * Rules with one alias over the candidates `a/<number>/x`.
 *
 * @param more further fields of the rule, as one line of YAML.
 */
export function singleRules(more = ''): RuleSet {
  return parseRules(
    `version: 1
rules:
  - name: a
    match: { prefix: a/, regex: '^a/(?<n>[0-9]+)/x$' }
    order: { by: number, on: n }
    aliases: [${ALIAS}]
    ${more}
`,
    'world.yaml',
  );
}

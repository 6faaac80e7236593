import { parseRules } from '../../src/rules/parse-rules.ts';
import type { RuleSet } from '../../src/rules/rule-set.ts';

export const ALIAS = 'a/latest';

/** One alias over the candidates `a/<number>/x`. */
export const candidate = (n: number): string => `a/${n}/x`;

/** @param more what else the rule says, as one line of YAML. */
export const singleRules = (more = ''): RuleSet =>
  parseRules(
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

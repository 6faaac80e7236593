import { expect, test } from 'vitest';
import { readDeploymentRules } from '../../../src/handlers/function/deployment-rules.ts';
import { rulesDigest } from '../../../src/handlers/function/rules/rules-digest.ts';
import { RULES } from '../handler-world.ts';

test('rules are read with their text, source and digest', () => {
  const rules = readDeploymentRules(RULES, 'rules.yaml');
  expect(rules).toMatchObject({ text: RULES, source: 'rules.yaml', digest: rulesDigest(RULES) });
  expect(rules.ruleSet.rules.map(({ name }) => name)).toEqual(['app']);
  expect(() => readDeploymentRules('rules: 1', 'bad.yaml')).toThrow(/^bad\.yaml:/);
});

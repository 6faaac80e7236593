import { expect, test } from 'vitest';
import { readDeploymentRules, rulesDigest } from '../../../src/handlers/function/deployment-rules.ts';
import { RULES } from '../handler-world.ts';

test('rules are read with their text, source and digest', () => {
  const rules = readDeploymentRules(RULES, 'rules.yaml');
  expect(rules).toMatchObject({ text: RULES, source: 'rules.yaml', digest: rulesDigest(RULES) });
  expect(rules.ruleSet.rules.map(({ name }) => name)).toEqual(['app']);
  expect(() => readDeploymentRules('rules: 1', 'bad.yaml')).toThrow(/^bad\.yaml:/);
});

test.each([
  ['', 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['é\n', 'sha256:edd3a863872a04239eb29ad4bc12fc892b3d4ae57cc7e786a3697816f8e141c2'],
])('the digest of %j is the SHA-256 of its UTF-8 bytes', (text, digest) => {
  expect(rulesDigest(text)).toBe(digest);
});

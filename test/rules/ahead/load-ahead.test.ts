import { describe, expect, test } from 'vitest';
import { compileAhead } from '../../../src/rules/ahead/compile-ahead.ts';
import { loadAhead } from '../../../src/rules/ahead/load-ahead.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { matchKey } from '../../../src/rules/match/match-key.ts';
import type { RuleSet } from '../../../src/rules/rule-set.ts';
import { randomKeyRule, randomRule } from '../random-rules.ts';
import { fieldsOf } from '../rule-fields.ts';
import { seededRandom } from '../seeded-random.ts';
import { rulesFiles, sampleKeys } from './rules-files.ts';

/** What is in a package of functions: the rules as JSON text. */
function loadPacked(text: string): RuleSet {
  return loadAhead(JSON.parse(JSON.stringify(compileAhead(text, 'rules.yaml', ''))));
}

/** Everything of a rule set that is data, also what its functions are made of. */
function dataOf({ rules }: RuleSet) {
  return JSON.parse(
    JSON.stringify(rules, (_, value) => {
      if (typeof value === 'function') return 'function';
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
      return value instanceof Map || value instanceof Set ? [...value] : fieldsOf(value);
    }),
  );
}

/** All decisions about some keys. A rule is written as its name. */
function decisions(ruleSet: RuleSet, keys: readonly string[]) {
  return keys.map((key) =>
    JSON.parse(
      JSON.stringify(matchKey(ruleSet, key), (name, value) => {
        if (name === 'rule') return value.name;
        return typeof value === 'bigint' ? String(value) : value;
      }),
    ),
  );
}

describe('rules compiled ahead are those of the text', () => {
  const files = rulesFiles();

  test('there are many rules files', () => {
    expect(files.length).toBeGreaterThan(20);
  });

  test.each(files)('$name', ({ text }) => {
    const [read, ahead] = [parseRules(text, 'rules.yaml'), loadPacked(text)];
    expect(dataOf(ahead)).toEqual(dataOf(read));
    const keys = sampleKeys(read);
    expect(decisions(ahead, keys)).toEqual(decisions(read, keys));
  });

  test('random rules', () => {
    const random = seededRandom(1);
    let compared = 0;
    for (let i = 0; i < 400; i++) {
      const one = i % 2 === 0 ? randomRule(random) : randomKeyRule(random);
      if (one === undefined) continue;
      let ahead: RuleSet;
      try {
        ahead = loadPacked(one.text);
      } catch {
        // Most of these rules have loops, and parseRules refuses them.
        continue;
      }
      const keys = Array.from({ length: 10 }, () => one.key());
      expect(decisions(ahead, keys)).toEqual(decisions(parseRules(one.text, 'rules.yaml'), keys));
      compared += 1;
    }
    expect(compared).toBeGreaterThan(40);
  });
});

test('rules that another version compiled and this one refuses are not used', () => {
  const { rules, ...ahead } = compileAhead(rulesFiles()[0]?.text ?? '', 'rules.yaml', '');
  const broken = rules.map((rule) => ({ ...rule, aliases: ['{absent}'] }));
  expect(() => loadAhead({ ...ahead, rules: broken })).toThrow('rules compiled ahead are invalid');
});

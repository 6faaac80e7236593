import { defined } from '../../src/defined.ts';
import type { FindingCode } from '../../src/lint/finding.ts';
import { type LintInputs, lintRules, type PlacedFinding } from '../../src/lint/lint-rules.ts';
import { parseRules } from '../../src/rules/file/parse-rules.ts';
import { aliasKeyFor, readKey } from '../../src/rules/match/read-key.ts';
import type { RuleSet } from '../../src/rules/rule-set.ts';

/** A rule in short. Only `key` or `regex`, and `aliases`, are needed. The other fields have common defaults. */
export interface TestRule {
  readonly name?: string;
  readonly prefix?: string;
  readonly key?: string;
  readonly regex?: string;
  readonly exclude?: string;
  readonly by?: string;
  readonly on?: string;
  readonly values?: readonly string[];
  readonly aliases: readonly (string | Readonly<Record<string, unknown>>)[];
  readonly [word: string]: unknown;
}

function written(rules: readonly TestRule[]): string {
  return JSON.stringify({
    version: 1,
    rules: rules.map(({ name, key, prefix, regex, exclude, by, on, values, ...rest }, i) => ({
      name: name ?? `r${i + 1}`,
      match: { ...(key === undefined ? { prefix: prefix ?? '', regex } : { key }), ...defined({ exclude }) },
      order: {
        by: by ?? 'semver',
        ...(by === 'uploaded' ? {} : { on: on ?? 'v' }),
        ...defined({ values }),
      },
      ...rest,
    })),
  });
}

/** The findings with one code, for valid rules. */
export function findingsOf(
  code: FindingCode,
  rules: readonly TestRule[],
  against: LintInputs = {},
): readonly PlacedFinding[] {
  return allFindingsOf(rules, against).filter((finding) => finding.code === code);
}

/** All findings for valid rules. Also verifies each witness that has a key. */
export function allFindingsOf(rules: readonly TestRule[], against: LintInputs = {}): readonly PlacedFinding[] {
  const text = written(rules);
  const ruleSet = parseRules(text, 'rules.json');
  const findings = lintRules(text, 'rules.json', against);
  for (const { witness } of findings) {
    if (witness?.key === undefined || witness.alias === undefined) continue;
    if (!gives(ruleSet, witness.key, witness.alias))
      throw new TypeError(`${witness.key} does not give ${witness.alias}`);
  }
  return findings;
}

/** Whether a template of any rule produces the alias for a key, even if another template owns it. */
function gives({ rules }: RuleSet, key: string, alias: string): boolean {
  return rules.some((rule) => {
    const reading = readKey(rule, key);
    return (
      reading !== undefined &&
      rule.templates.some((template) => {
        const given = aliasKeyFor(template, reading);
        return 'alias' in given && given.alias === alias;
      })
    );
  });
}

/** A finding in short: `warning r1 latest/{file}: what`. */
export function inShort({ severity, rule, alias, what }: PlacedFinding): string {
  return `${severity} ${rule}${alias === undefined ? '' : ` ${alias}`}: ${what}`;
}

/** The regex of a common layout of keys. */
export const APP = '^r/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>[^/]+)$';

import { readFileSync } from 'node:fs';
import { DEFAULT_SETTINGS, type DeploymentSettings } from '../../src/deploy/settings.ts';
import { parseRules } from '../../src/rules/file/parse-rules.ts';
import type { RuleSet } from '../../src/rules/rule-set.ts';

/** A rules file, and keys that show what its functions must and must not be allowed to do. */
export interface RuleFile {
  readonly name: string;
  readonly text: string;
  /** Keys of candidates. */
  readonly candidates: readonly string[];
  /** Aliases that the rules give. */
  readonly aliases: readonly string[];
  /** Markers that the HTTP API writes. */
  readonly markers: readonly string[];
  /** Keys outside the rules. No function may read or write them. */
  readonly foreign: readonly string[];
}

const rule = (name: string, prefix: string, more = '') => `
  - name: ${name}
    match: { key: '${prefix}{version}/{file}' }
    order: { by: semver, on: version }
    aliases: ['${prefix}latest/{file}']${more}`;

const letters = [...'abcdefghijklmn'];

/** Five rules files of different shapes. */
export const RULE_FILES: readonly RuleFile[] = [
  {
    name: 'one prefix',
    text: readFileSync('functions/autoalias.yaml', 'utf8'),
    candidates: ['releases/app/1.10.0/app.tgz'],
    aliases: ['releases/app/latest/app.tgz', 'releases/app/v1/app.tgz', 'releases/app/next/app.tgz'],
    markers: ['releases/app/1.10.0/.withdrawn'],
    foreign: ['private/a', 'release'],
  },
  {
    name: 'three disjoint prefixes',
    text: `version: 1\nrules:${rule('a', 'apps/a/')}${rule('b', 'libs/b/')}${rule('c', 'docs/c/')}`,
    candidates: ['apps/a/1.0.0/x', 'libs/b/1.0.0/x', 'docs/c/1.0.0/x'],
    aliases: ['apps/a/latest/x', 'libs/b/latest/x', 'docs/c/latest/x'],
    markers: ['apps/a/1.0.0/.withdrawn'],
    foreign: ['apps/b/1.0.0/x', 'apps/', 'x'],
  },
  {
    name: 'fourteen prefixes',
    text: `version: 1\nrules:${letters.map((one, i) => rule(one, `${i % 2 === 0 ? 'p' : 'q'}/${one}/`)).join('')}`,
    candidates: letters.map((one, i) => `${i % 2 === 0 ? 'p' : 'q'}/${one}/1.0.0/x`),
    aliases: letters.map((one, i) => `${i % 2 === 0 ? 'p' : 'q'}/${one}/latest/x`),
    markers: ['p/a/1.0.0/.withdrawn'],
    foreign: ['p/z/1.0.0/x', 'r/a/1.0.0/x'],
  },
  {
    name: 'aliases outside, a release and guard',
    text: `version: 1
rules:
  - name: app
    match: { key: 'uploads/{app}/{version}/{file}' }
    order: { by: semver, on: version }
    release: { of: '{app}/{version}', complete: ['uploads/{app}/{version}/SHA256SUMS'] }
    guard: true
    aliases: ['newest/{app}/{file}']
`,
    candidates: ['uploads/app/1.0.0/x', 'uploads/app/1.0.0/SHA256SUMS'],
    aliases: ['newest/app/x'],
    markers: ['uploads/app/1.0.0/.withdrawn'],
    foreign: ['other/x', 'new'],
  },
  {
    name: 'no markers, and keys with $, spaces, unicode and *',
    text: `version: 1
rules:
  - name: odd
    withdraw: false
    match: { prefix: 'a $b/目录 *?/', regex: '^a \\$b/目录 \\*\\?/(?<version>[^/]+)$' }
    order: { by: semver, on: version }
    onDelete: keep
    aliases: ['a $b/目录 *?/latest']
`,
    candidates: ['a $b/目录 *?/1.0.0'],
    aliases: ['a $b/目录 *?/latest'],
    markers: [],
    foreign: ['a $b/目录 xx', 'a/b'],
  },
];

export function ruleSetOf({ name, text }: RuleFile): RuleSet {
  return parseRules(text, `${name}.yaml`);
}

/** Settings in which everything is known. */
export const KNOWN: DeploymentSettings = {
  ...DEFAULT_SETTINGS,
  bucket: 'my-bucket',
  region: 'cn-hangzhou',
  account: '1234567890123456',
};

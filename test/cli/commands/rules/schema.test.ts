import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import ownRules from '../../../../functions/autoalias.yaml';
import { parseRules } from '../../../../src/rules/file/parse-rules.ts';
import { RulesInvalid } from '../../../../src/rules/file/rules-problem.ts';
import { RULES } from '../../../handlers/handler-world.ts';
import { json, run } from '../../run.ts';

const printed = json(await run(['schema'])) as Record<string, unknown>;
const ajv = new Ajv({ allErrors: true, strict: true });
const validate = ajv.compile(printed);

/** Every rules file that these documents show. */
const inDocuments = ['README.md', 'src/rules/README.md']
  .flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/^```yaml(?: file=.*)?\n(.*?)^```/gms)])
  .map(([, text = '']) => text)
  .filter((text) => text.startsWith('version:'));

const RULE = `version: 1
rules:
  - name: app
    match: { prefix: r/, regex: '^r/(?<app>[^/]+)/(?<v>[^/]+)$' }
    order: { by: semver, on: v }
    aliases: ['r/{app}/latest', { key: 'r/{app}/next', prereleases: true }]
    prereleases: false
    onDelete: keep
    guard: true
    onConflict: replace
`;

test('there are rules to try it on', () => {
  expect(inDocuments.length).toBeGreaterThan(0);
});

describe('what the parser takes, the schema takes', () => {
  test.each<[what: string, text: string]>([
    ["the functions' own", ownRules],
    ['those of the tests', RULES],
    ['every word there is', RULE],
    ['with the line that editors read', `# yaml-language-server: $schema=autoalias.schema.json\n${RULE}`],
    ['only what must be', RULE.replace(/ {4}(prereleases|onDelete|guard|onConflict).*\n/g, '')],
    ...inDocuments.map((text, i): [string, string] => [`number ${i + 1} of the documents`, text]),
  ])('%s', (_, text) => {
    expect(() => parseRules(text, 'autoalias.yaml')).not.toThrow();
    validate(parse(text));
    expect(validate.errors ?? []).toEqual([]);
  });
});

describe('what is wrong in its shape, both refuse', () => {
  test.each<[what: string, from: string, to: string, at: string]>([
    ['no version', 'version: 1\n', '', ''],
    ['another version', 'version: 1', 'version: 2', '/version'],
    ['a version that is text', 'version: 1', "version: '1'", '/version'],
    ['an unknown field', '    guard: true', '    gaurd: true', '/rules/0'],
    ['an unknown field at the top', 'rules:', 'rule: []\nrules:', ''],
    ['no name', '- name: app\n    match', '- match', '/rules/0'],
    ['a name that no tag holds', 'name: app', 'name: "my app"', '/rules/0/name'],
    ['no regex', ", regex: '^r/(?<app>[^/]+)/(?<v>[^/]+)$'", '', '/rules/0/match'],
    ['an empty regex', "'^r/(?<app>[^/]+)/(?<v>[^/]+)$'", "''", '/rules/0/match/regex'],
    ['a prefix that is a number', 'prefix: r/', 'prefix: 1', '/rules/0/match/prefix'],
    ['an unknown order', 'by: semver', 'by: size', '/rules/0/order/by'],
    ['an order without its kind', 'by: semver, ', '', '/rules/0/order'],
    ['a misspelt part of the order', 'on: v }', 'on: v, fromat: x }', '/rules/0/order'],
    ['no aliases', "['r/{app}/latest', { key: 'r/{app}/next', prereleases: true }]", '[]', '/rules/0/aliases'],
    ['an empty alias', "'r/{app}/latest'", "''", '/rules/0/aliases/0'],
    ['an alias without its key', "key: 'r/{app}/next', ", '', '/rules/0/aliases/1'],
    ['a misspelt part of an alias', 'prereleases: true }', 'prerelease: true }', '/rules/0/aliases/1'],
    ['an unknown onDelete', 'onDelete: keep', 'onDelete: forget', '/rules/0/onDelete'],
    ['neither true nor false', 'guard: true', 'guard: often', '/rules/0/guard'],
    ['an unknown onConflict', 'onConflict: replace', 'onConflict: fight', '/rules/0/onConflict'],
    ['rules that are not a list', /rules:\n.*/s.exec(RULE)?.[0] ?? '', 'rules: {}\n', '/rules'],
    ['no rules', /rules:\n.*/s.exec(RULE)?.[0] ?? '', 'rules: []\n', '/rules'],
    ['no document', RULE, '', ''],
    ['a list', RULE, '[]', ''],
  ])('%s', (_, from, to, at) => {
    expect(RULE).toContain(from);
    const text = RULE.replace(from, () => to);
    expect(() => parseRules(text, 'autoalias.yaml')).toThrow(RulesInvalid);
    expect(validate(parse(text))).toBe(false);
    expect(validate.errors?.map(({ instancePath }) => instancePath)).toContain(at);
  });
});

describe('what editors show', () => {
  test('draft 7, a name, a title', () => {
    expect(printed).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      $id: 'urn:autoalias:rules:1',
      title: 'Rules of autoalias',
    });
  });

  /** Paths of the properties that say nothing of themselves. */
  const silent = (schema: unknown, path: string): string[] => {
    if (typeof schema !== 'object' || schema === null) return [];
    return Object.entries(schema).flatMap(([key, value]) => {
      const below = silent(value, `${path}/${key}`);
      if (key !== 'properties') return below;
      const here = Object.entries(value as Record<string, { readonly description?: string }>)
        .filter(([, { description = '' }]) => description === '')
        .map(([name]) => `${path}/${name}`);
      return [...here, ...below];
    });
  };

  test('a word on every word', () => {
    expect(silent(printed, '')).toEqual([]);
  });

  test('nothing else goes to the terminal, with --json neither', async () => {
    const plain = await run(['schema']);
    expect(plain).toMatchObject({ exitCode: 0, err: '' });
    expect(await run(['schema', '--json'])).toEqual(plain);
    expect((await run(['schema', '--help'])).out).toContain('# yaml-language-server: $schema=autoalias.schema.json');
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FINDING_CODES } from '../../src/lint/finding.ts';
import { CHECKS, lintRules } from '../../src/lint/lint-rules.ts';

/** Rules with a finding of every code. */
const TEXT = `version: 1
rules:
  - name: app
    match: { prefix: r/, regex: '^r/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>[^/]+)$', exclude: '^q' }
    order: { by: semver, on: v }
    aliases:
      - r/{app}/v1/{file}
      - r/{app}/v{v.major}/{file}
      - r/{app}/v1/{file}
      - { key: 'r/{app}/old', before: 1.0.0, after: 2.0.0 }
  - name: channels
    match: { regex: '^c/(?<channel>[a-z0-9.]{1,900})/(?<v>[^/]+)/(?<file>[^/]+)$' }
    order: { by: list, on: v, values: [alpha, rc] }
    aliases: ['c/all/{channel}/{file}', 'x/{file}']
  - name: never
    match: { prefix: n/, regex: '^n/(?<v>[a-z]+)$' }
    order: { by: number, on: v }
    aliases: [n-newest]
  - name: hasty
    match: { prefix: h/, regex: '^h/(?<v>[^/]+)/(?<file>[^/]+)$' }
    order: { by: semver, on: v }
    release: { of: '{v}', complete: ['h/{v}/*'] }
    aliases: ['hasty/{file}', hasty.txt]
  - name: open
    match: { prefix: o/, regex: '^o/(?<path>.+)/(?<v>[^/]+)$' }
    order: { by: semver, on: v }
    aliases: ['{path}/latest']
    headers: inherit
  - name: dashes
    match: { key: 'd/{name}-{v}.tgz' }
    order: { by: semver, on: v }
    aliases: ['dashes-{name}']
  - name: builds
    match: { prefix: b/, regex: '^b/(?<v>\\d+\\.\\d+\\.\\d+-rc\\d+)$' }
    order: { by: semver, on: v }
    aliases: [builds-newest]
`;

const NO_ACCESS = { policy: { statements: [] }, triggers: { whose: 'own', triggers: [] } } as const;

test('findings have positions in the file and are in file order', () => {
  const places = lintRules(TEXT, 'rules.yaml').map(({ line, column, code }) => `${line}:${column} ${code}`);
  // The open alias overlaps with several templates.
  expect([...new Set(places)]).toEqual([
    '4:90 exclude',
    '8:9 overlap',
    '9:9 shadowed',
    '10:9 bounds',
    '12:12 prefix',
    '12:21 regex-size',
    '14:15 loop',
    '14:41 listing',
    '17:12 unreachable',
    '22:37 release',
    '23:31 files',
    '27:15 overlap',
    '27:15 loop',
    '27:15 open-alias',
    '28:14 cache',
    '30:19 ambiguous',
    '35:12 order',
  ]);
});

/** A role that may do another thing than it needs. */
function wrongRole() {
  const may = (action: string) => ({
    statements: [
      {
        effect: 'Allow' as const,
        actions: [action],
        isInverted: false,
        resources: ['acs:oss:*:*:b/k'],
        listedPrefixes: undefined,
      },
    ],
  });
  const needed = may('oss:GetObject');
  return [{ name: 'sweep', policy: may('oss:PutObject'), needed, permitted: needed }] as const;
}

test('every code is found', () => {
  const found = [
    ...lintRules(TEXT, 'rules.yaml', { ...NO_ACCESS, roles: wrongRole }),
    ...lintRules(TEXT, 'rules.yaml', {}, 1),
  ];
  const codes = new Set(found.map(({ code }) => code));
  expect([...codes].sort()).toEqual([...FINDING_CODES].sort());
});

test('each finding has what, why and instead, in one line', () => {
  for (const { what, why, instead } of lintRules(TEXT, 'rules.yaml', NO_ACCESS)) {
    for (const words of [what, why, instead]) expect(words).toMatch(/^[^\n]{4,}[^.]$/);
  }
});

test('an invalid file has no findings, because its problems are reported first', () => {
  expect(lintRules('version: 1\nrules: []', 'rules.yaml')).toEqual([]);
});

test('many rules are checked within the time limit', () => {
  const rules = Array.from({ length: 60 }, (_, i) => ({
    name: `app-${i}`,
    match: { prefix: `r/${i}/`, regex: `^r/${i}/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>[^/]+)$` },
    order: { by: 'semver', on: 'v' },
    aliases: [`r/${i}/{app}/latest/{file}`, `all/{app}/${i}/{file}`],
  }));
  expect(lintRules(JSON.stringify({ version: 1, rules }), 'rules.json')).toMatchObject([{ code: 'trigger' }]);
});

describe('the step limit, with rules that share a prefix', () => {
  /** Every pair overlaps, so the number of comparisons grows quadratically. */
  const similarRules = (count: number): string =>
    JSON.stringify({
      version: 1,
      rules: Array.from({ length: count }, (_, i) => ({
        name: `app-${i}`,
        match: { prefix: 'r/', regex: `^r/(?<app>[^/]+)/(?<v>[^/]+)/x${i}-(?<file>[^/]+)/(?<name>[^/]+)$` },
        order: { by: 'semver', on: 'v' },
        aliases: [`latest/{app}/{file}-${i}-{name}`],
      })),
    });
  const overlapsOf = (count: number, steps?: number) =>
    lintRules(similarRules(count), 'rules.json', {}, steps).filter(({ what }) => /overlaps|keys with/.test(what));
  const all = overlapsOf(12, Number.POSITIVE_INFINITY);

  test('a few rules are checked completely', () => {
    const found = overlapsOf(4);
    expect(found.map(({ code }) => code)).toEqual(Array.from({ length: 6 }, () => 'overlap'));
  });

  test.each([1, 200_000, 1_000_000, 2_000_000])('with %i steps, lint reports where it stopped', (steps) => {
    const found = overlapsOf(12, steps);
    const last = found.at(-1);
    expect(last).toMatchObject({
      code: 'unfinished',
      severity: 'warning',
      what: 'the check for overlaps stopped here',
    });
    // The findings before that point are the same as without a limit.
    expect(found.slice(0, -1)).toEqual(all.filter(({ rule }) => Number(rule.slice(4)) < Number(last?.rule.slice(4))));
  });

  test('more steps check more rules', () => {
    const reached = [500_000, 2_000_000, 8_000_000].map((steps) => overlapsOf(12, steps).length);
    expect(reached).toEqual([...new Set(reached)].sort((a, b) => a - b));
  });

  test('each check has its own steps', () => {
    const found = lintRules(TEXT, 'rules.yaml', NO_ACCESS, 1).filter(({ code }) => code === 'unfinished');
    expect(found.map(({ what }) => what.replace(/^the check for (.*) stopped here$/, '$1')).sort()).toEqual(
      [
        'overlaps',
        'unreachable rules and aliases',
        'loops',
        'versions that the order handles unexpectedly',
        'aliases in folders that uploaders choose',
        'files that compete for one alias',
        'releases that one file makes complete',
        'missing permissions',
        'triggers that conflict or are missing',
      ].sort(),
    );
  });
});

describe('checks', () => {
  const blocks = ['README.md', 'src/rules/README.md'].flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/```yaml[^\n]*\n([\s\S]*?)```/g)].map(([, text = '']) => text),
  );
  const rules = blocks.filter((text) => text.startsWith('version: 1'));

  test('the documents contain rules files', () => {
    expect(rules.length).toBeGreaterThan(1);
  });

  test.each(rules.map((text, i) => [i + 1, text] as const))(
    'rules file %i of the documents has no findings',
    (_, text) => {
      expect(lintRules(text, 'README.md')).toEqual([]);
    },
  );

  test('the rules file of the functions has no findings', () => {
    expect(lintRules(readFileSync('functions/autoalias.yaml', 'utf8'), 'functions/autoalias.yaml')).toEqual([]);
  });

  test('every check has a different name', () => {
    expect(new Set(Object.values(CHECKS)).size).toBe(Object.keys(CHECKS).length);
  });
});

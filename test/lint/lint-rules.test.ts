import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FINDING_CODES } from '../../src/lint/finding.ts';
import { CHECKS, lintRules } from '../../src/lint/lint-rules.ts';

/** Something of each kind. */
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
`;

const NOBODY = { policy: { statements: [] }, triggers: { whose: 'own', triggers: [] } } as const;

test('findings stand where the file has them, in its order', () => {
  const places = lintRules(TEXT, 'rules.yaml').map(({ line, column, code }) => `${line}:${column} ${code}`);
  // The open alias overlaps with several.
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
  ]);
});

test('each code is found, and no other', () => {
  const found = [...lintRules(TEXT, 'rules.yaml', NOBODY), ...lintRules(TEXT, 'rules.yaml', {}, 1)];
  const codes = new Set(found.map(({ code }) => code));
  expect([...codes].sort()).toEqual([...FINDING_CODES].sort());
});

test('each says what, why and what instead, in a line', () => {
  for (const { what, why, instead } of lintRules(TEXT, 'rules.yaml', NOBODY)) {
    for (const words of [what, why, instead]) expect(words).toMatch(/^[^\n]{4,}[^.]$/);
  }
});

test('a file that does not load has none: its problems come first', () => {
  expect(lintRules('version: 1\nrules: []', 'rules.yaml')).toEqual([]);
});

test('many rules are looked at in time', () => {
  const rules = Array.from({ length: 60 }, (_, i) => ({
    name: `app-${i}`,
    match: { prefix: `r/${i}/`, regex: `^r/${i}/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>[^/]+)$` },
    order: { by: 'semver', on: 'v' },
    aliases: [`r/${i}/{app}/latest/{file}`, `all/{app}/${i}/{file}`],
  }));
  expect(lintRules(JSON.stringify({ version: 1, rules }), 'rules.json')).toMatchObject([{ code: 'trigger' }]);
});

describe('rules that share a prefix are compared up to a number of steps', () => {
  /** Every pair overlaps, so what there is to look at grows by the square. */
  const alike = (count: number): string =>
    JSON.stringify({
      version: 1,
      rules: Array.from({ length: count }, (_, i) => ({
        name: `app-${i}`,
        match: { prefix: 'r/', regex: `^r/(?<app>[^/]+)/(?<v>[^/]+)/x${i}-(?<file>[^/]+)$` },
        order: { by: 'semver', on: 'v' },
        aliases: [`latest/{app}/{file}-${i}-{file}`],
      })),
    });
  const overlapsOf = (count: number, steps?: number) =>
    lintRules(alike(count), 'rules.json', {}, steps).filter(({ what }) => /overlaps|keys with/.test(what));
  const all = overlapsOf(12, Number.POSITIVE_INFINITY);

  test('few are looked at to the end', () => {
    const found = overlapsOf(4);
    expect(found.map(({ code }) => code)).toEqual(Array.from({ length: 6 }, () => 'overlap'));
  });

  test.each([1, 200_000, 1_000_000, 2_000_000])('with %i steps, lint says where it stopped', (steps) => {
    const found = overlapsOf(12, steps);
    const last = found.at(-1);
    expect(last).toMatchObject({
      code: 'unfinished',
      severity: 'warning',
      what: 'overlaps beyond this point were not looked for',
    });
    // What it found before is what it finds without a limit, and nothing before that point is missing.
    expect(found.slice(0, -1)).toEqual(all.filter(({ rule }) => Number(rule.slice(4)) < Number(last?.rule.slice(4))));
  });

  test('more steps go further', () => {
    const reached = [500_000, 2_000_000, 8_000_000].map((steps) => overlapsOf(12, steps).length);
    expect(reached).toEqual([...new Set(reached)].sort((a, b) => a - b));
  });

  test('each check has steps of its own', () => {
    const found = lintRules(TEXT, 'rules.yaml', NOBODY, 1).filter(({ code }) => code === 'unfinished');
    expect(found.map(({ what }) => what.replace(' beyond this point were not looked for', '')).sort()).toEqual(
      [
        'overlaps',
        'unreachable rules and aliases',
        'loops',
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

  test('every check has a name of its own', () => {
    expect(new Set(Object.values(CHECKS)).size).toBe(Object.keys(CHECKS).length);
  });
});

import { describe, expect, test } from 'vitest';
import { fitsFilled } from '../../../src/rules/compile/compile-release.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { RulesInvalid } from '../../../src/rules/file/rules-problem.ts';
import type { CompletePiece } from '../../../src/rules/release.ts';
import { onlyTemplate } from '../rule-set-of.ts';

interface Spoilt {
  readonly of?: string;
  readonly complete?: readonly string[];
  readonly regex?: string;
  readonly prefix?: string;
  readonly order?: string;
  readonly aliases?: string;
  readonly more?: string;
}

const REGEX = '^releases/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$';

/** `of` is on line 8, and the entries of `complete` begin on line 10. */
function textOf({ of, complete, regex, prefix, order, aliases, more }: Spoilt): string {
  return `version: 1
rules:
  - name: app
    match: { prefix: "${prefix ?? 'releases/'}", regex: '${regex ?? REGEX}' }
    order: ${order ?? '{ by: semver, on: version }'}
    aliases: [${aliases ?? "'releases/{app}/latest/{file}'"}]
    release:
      of: '${of ?? '{app}/{version}'}'
      complete:
${(complete ?? ['releases/{app}/{version}/SHA256SUMS']).map((file) => `        - '${file}'\n`).join('')}${more ?? ''}`;
}

function messageOf(spoilt: Spoilt): string {
  try {
    parseRules(textOf(spoilt), 'autoalias.yaml');
  } catch (error) {
    if (error instanceof RulesInvalid) return error.message;
    throw error;
  }
  return 'taken';
}

function refused(name: string, spoilt: Spoilt, ...lines: readonly string[]) {
  return test(name, () => {
    expect(messageOf(spoilt)).toBe(lines.map((line) => `autoalias.yaml:${line}`).join('\n'));
  });
}

describe('release.of', () => {
  refused(
    'a brace without its pair',
    { of: '{app}/{version' },
    '8:18: release.of cannot be read: "{" has no matching brace; write {{ for a literal brace',
  );
  refused(
    'a group that the regex does not define',
    { of: '{app}/{channel}' },
    '8:11: release.of names {channel}: a release is identified by whole groups of match, which are app, version, file; name one of these groups',
  );
  refused(
    'a group of a regex without groups',
    { of: '{app}', regex: '^releases/', order: '{ by: uploaded }' },
    '8:11: release.of names {app}: a release is identified by whole groups of match, which are (none); name one of these groups',
    '6:15: the template "releases/{app}/latest/{file}" names the group "app": the regex has no named groups; add (?<app>...) to the regex, or name another group',
  );
  refused(
    'a part of the version',
    { of: '{app}/{version.major}' },
    '8:11: release.of names {version.major}: a release is identified by whole groups of match, which are app, version, file; name one of these groups',
  );
  refused(
    'no group',
    { of: 'all {{of}} it' },
    '8:11: release.of does not name a group: all objects would belong to one release; name one of the groups app, version, file',
  );
  refused(
    'without the ordered group',
    { of: '{app}', complete: ['releases/{app}/DONE'] },
    '8:11: release.of does not name {version}: order.on uses it, so objects of one release could have different positions in the order; add it to release.of, like "{app}/{version}"',
  );
  refused(
    'combined with a fallback',
    { more: '    onDelete: { fallback: x }\n' },
    '11:27: onDelete: fallback cannot be combined with release: a release has many files, and all their aliases would point at the same object; write repoint, or omit onDelete',
  );
  for (const onDelete of ['remove', 'keep']) {
    const split =
      'each alias would be kept or removed on its own, so aliases would point at files of different releases';
    const instead = 'write repoint, or omit onDelete: the aliases then move to the previous complete release';
    const what = `onDelete: ${onDelete} cannot be combined with release`;
    refused(
      `combined with onDelete: ${onDelete}`,
      { more: `    onDelete: ${onDelete}\n` },
      `11:15: ${what}: ${split}; ${instead}`,
    );
  }
  refused('nothing', { of: '' }, '8:11: rules[0].release.of: must not be empty; write at least one character');
});

function cannot(file: string) {
  return `the file "${file}" cannot show that a release is complete:`;
}

const AMBIGUOUS =
  'begins and ends in a key; put / between groups, write {name} for them in match.key, or [^/]+ in the regex, and put wildcards last';

describe('release.complete', () => {
  refused(
    'a brace without its pair',
    { complete: ['releases/{app}/{version}/}'] },
    '10:37: the file "releases/{app}/{version}/}" cannot be read: "}" has no matching brace; write }} for a literal brace',
  );
  refused(
    'a group that differs within a release',
    { complete: ['releases/{app}/{version}/{file}'] },
    `10:11: ${cannot('releases/{app}/{version}/{file}')} {file} is not a group of release.of; write * for it, or one of {app}, {version}`,
  );
  refused(
    'a part of the version',
    { complete: ['releases/{app}/{version.major}/x'] },
    `10:11: ${cannot('releases/{app}/{version.major}/x')} {version.major} is not a group of release.of; write * for it, or one of {app}, {version}`,
  );
  refused(
    'a file of all releases',
    { complete: ['releases/{app}/DONE'] },
    `10:11: ${cannot('releases/{app}/DONE')} it does not name {version}, so it would belong to several releases; name all of {app}, {version}`,
  );
  refused(
    'a file outside the prefix',
    { complete: ['sums/{app}/{version}'] },
    `10:11: ${cannot('sums/{app}/{version}')} only keys that begin with the prefix "releases/" of match are listed; begin it with "releases/", or shorten the prefix`,
  );
  refused(
    'a file outside a prefix with a brace',
    {
      prefix: 'rel{{',
      regex: '^rel\\{\\{(?<app>[^/]+)/(?<version>[^/]+)',
      complete: ['rel{{x/{app}/{version}'],
      aliases: "'l/{app}'",
    },
    `10:11: ${cannot('rel{{x/{app}/{version}')} only keys that begin with the prefix "rel{{" of match are listed; begin it with "rel{{", or shorten the prefix`,
  );
  refused(
    'adjacent groups',
    { complete: ['releases/{app}-{version}/DONE'] },
    `10:11: ${cannot('releases/{app}-{version}/DONE')} it is ambiguous where {app} ${AMBIGUOUS}`,
  );
  refused(
    'groups after any text',
    { complete: ['releases/**/{app}/{version}/**'] },
    `10:11: ${cannot('releases/**/{app}/{version}/**')} it is ambiguous where {app} ${AMBIGUOUS}`,
  );
  refused(
    'groups of a regex with unsupported syntax',
    { regex: `(?i)${REGEX}` },
    `10:11: ${cannot('releases/{app}/{version}/SHA256SUMS')} it is ambiguous where {app} ${AMBIGUOUS}`,
  );
  refused(
    'several entries, each with its line',
    { complete: ['x/{app}/{version}', 'releases/{app}/{version}/ok', 'releases/{app}'] },
    `10:11: ${cannot('x/{app}/{version}')} only keys that begin with the prefix "releases/" of match are listed; begin it with "releases/", or shorten the prefix`,
    `12:11: ${cannot('releases/{app}')} it does not name {version}, so it would belong to several releases; name all of {app}, {version}`,
  );
  test('beyond the limits of RE2', () => {
    const complete = [`releases/{app}/{version}/${'{app}/'.repeat(2000)}`];
    const message = messageOf({ regex: REGEX.replace('[^/]+', '[^/]{1,1000}'), complete });
    expect(message).toMatch(
      /^autoalias.yaml:10:11: the file .+ cannot show that a release is complete: .+; make it shorter$/,
    );
  });
});

function compiled(spoilt: Spoilt) {
  return onlyTemplate(parseRules(textOf(spoilt), 'autoalias.yaml')).rule.release;
}

describe('the keys of an entry', () => {
  test.each<[string, string, Record<string, string>]>([
    ['releases/{app}/{version}/SHA256SUMS', 'releases/a/1/SHA256SUMS', { app: 'a', version: '1' }],
    ['releases/{app}/{version}/*.sum', 'releases/a/1/.sum', { app: 'a', version: '1' }],
    ['releases/{app}/{version}/**', 'releases/a/1/x/y', { app: 'a', version: '1' }],
    ['releases/{app}/{version}/**', 'releases/a/1/x\ny', { app: 'a', version: '1' }],
    ['releases/{version}/{app}', 'releases/1/a', { app: 'a', version: '1' }],
    ['releases/*/{app}/{version}', 'releases/x/a/1', { app: 'a', version: '1' }],
    ['{app}/{version}', 'a/1', { app: 'a', version: '1' }],
    ['releases/{app}/{version}/a.b+c', 'releases/a/1/a.b+c', { app: 'a', version: '1' }],
    ['releases/{app}/{version}/{{x}}', 'releases/a/1/{x}', { app: 'a', version: '1' }],
    // A repeated group can be anywhere.
    ['releases/{app}/{version}/{app}-{version}.sum', 'releases/a-b/1-2/a-b-1-2.sum', { app: 'a-b', version: '1-2' }],
    ['releases/{app}/{version}/{app}-*', 'releases/a/1/a-x', { app: 'a', version: '1' }],
    ['releases/{app}/{version}/**/{version}', 'releases/a/1/x/y/1', { app: 'a', version: '1' }],
  ])('%s matches %j', (file, key, groups) => {
    expect({ ...compiled({ complete: [file] })?.complete[0]?.pattern.match(key) }).toEqual(groups);
  });

  test.each([
    ['releases/{app}/{version}/SHA256SUMS', 'releases/a/1/sha256sums'],
    ['releases/{app}/{version}/SHA256SUMS', 'xreleases/a/1/SHA256SUMS'],
    ['releases/{app}/{version}/SHA256SUMS', 'releases/a/1/SHA256SUMS.asc'],
    ['releases/{app}/{version}/SHA256SUMS', 'releases/a/1/2/SHA256SUMS'],
    ['releases/{app}/{version}/*.sum', 'releases/a/1/x/.sum'],
    ['releases/{app}/{version}/**', 'releases/a/1'],
    ['releases/{app}/{version}/a.b', 'releases/a/1/aXb'],
    // A checksum file of another release in the folder of this one.
    ['releases/{app}/{version}/{app}-{version}.sum', 'releases/a/1/a-2.sum'],
    ['releases/{app}/{version}/{app}-{version}.sum', 'releases/a/1/b-1.sum'],
    ['releases/{app}/{version}/**/{version}', 'releases/a/1/x/2'],
  ])('%s does not match %j', (file, key) => {
    expect(compiled({ complete: [file] })?.complete[0]?.pattern.match(key)).toBeUndefined();
  });
});

test('a compiled release has each group once, and its entries as written', () => {
  const complete = ['releases/{app}/{version}/*', 'releases/{app}/{version}/x**'];
  expect(compiled({ of: '{app}/{version} ({app})', complete })).toMatchObject({
    groups: ['app', 'version'],
    complete: complete.map((text) => ({ text })),
  });
  expect(compiled({ complete: ['releases/{app}/{version}/a*b**'] })?.complete[0]?.pieces.slice(-4)).toEqual([
    { kind: 'literal', text: '/a' },
    { kind: 'wildcard', text: '*' },
    { kind: 'literal', text: 'b' },
    { kind: 'wildcard', text: '**' },
  ]);
});

test('a rule without release compiles to undefined', () => {
  const text = textOf({}).replace(/ {4}release:[\s\S]*/, '');
  const { rule, template } = onlyTemplate(parseRules(text, 'autoalias.yaml'));
  expect([rule.release, template.grouping]).toEqual([undefined, undefined]);
});

test.each([
  ['{ by: uploaded }', '{app}', 'releases/{app}/DONE'],
  ['{ by: uploaded }', '{app}/{version}', 'releases/{app}/{version}/DONE'],
  ['{ by: semver, on: "{version}.0" }', '{version}', 'releases/x/{version}/DONE'],
])('the order %s can be combined with a release of %s', (order, of, file) => {
  expect(messageOf({ order, of, complete: [file], aliases: "'latest/{file}'" })).toBe('taken');
});

describe('fitsFilled', () => {
  const GROUPS = { app: 'a-b', v: '1.0-rc', none: '' };

  /** Names in braces are groups. */
  function pieces(text: string): readonly CompletePiece[] {
    return text
      .split(/(\*\*|\*|\{\w+\})/)
      .filter((part) => part !== '')
      .map((part) =>
        part.startsWith('{')
          ? { kind: 'group', group: part.slice(1, -1) }
          : { kind: part.startsWith('*') ? 'wildcard' : 'literal', text: part },
      );
  }

  test.each([
    ['', ''],
    ['{app}', 'a-b'],
    ['r/{app}/{app}-{v}.sum', 'r/a-b/a-b-1.0-rc.sum'],
    ['{app}{v}{app}', 'a-b1.0-rca-b'],
    ['x{none}y', 'xy'],
    ['*', ''],
    ['r/*/{app}', 'r/x/a-b'],
    ['r/*{app}*', 'r/a-ba-b'],
    ['r/{app}*', 'r/a-b.😀'],
    ['r/**', 'r/x/y/z'],
    ['**/{app}', 'x/y/a-b'],
    ['r/**/z', 'r/z/z'],
  ])('%s matches %s', (written, text) => {
    expect(fitsFilled(pieces(written), GROUPS, text)).toBe(true);
  });

  test.each([
    ['', 'x'],
    ['{app}', 'a-c'],
    ['r/{app}/{app}-{v}.sum', 'r/a-b/a-c-1.0-rc.sum'],
    ['r/{app}/{app}-{v}.sum', 'r/a-b/a-b-1.0-rc.sum2'],
    ['r/*', 'r/x/y'],
    ['r/*/{app}', 'r/x/y/a-b'],
    ['r/**/z', 'r/z'],
    // A group without a text does not match anything.
    ['{other}', ''],
  ])('%s does not match %s', (written, text) => {
    expect(fitsFilled(pieces(written), GROUPS, text)).toBe(false);
  });
});

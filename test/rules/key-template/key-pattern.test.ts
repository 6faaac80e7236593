import { describe, expect, test } from 'vitest';
import { compileKeyTemplate, type KeyPattern } from '../../../src/rules/key-template/key-pattern.ts';
import { parseKeyTemplate } from '../../../src/rules/key-template/parse-key-template.ts';
import { compilePattern } from '../../../src/rules/pattern/pattern.ts';
import { patternShape } from '../../../src/rules/pattern/pattern-shape.ts';
import { seededRandom } from '../seeded-random.ts';
import { readByTrying } from './brute-force.ts';
import { randomKey, randomTemplate, randomText } from './random-templates.ts';

const MAVEN = 'maven/{path:**}/{artifact}/{version}/{artifact}-{version}.jar';

function compiled(template: string): KeyPattern {
  const pattern = compileKeyTemplate(template);
  if ('why' in pattern) throw new TypeError(pattern.why);
  return pattern;
}

describe('matches', () => {
  test.each<[template: string, key: string, groups: Readonly<Record<string, string>>]>([
    ['releases/app.tgz', 'releases/app.tgz', {}],
    ['{file}', 'app.tgz', { file: 'app.tgz' }],
    ['releases/{app}/{version}/{file}', 'releases/a/1.0/f', { app: 'a', version: '1.0', file: 'f' }],
    ['a/dt={dt}/x', 'a/dt=2026-11-20/x', { dt: '2026-11-20' }],
    ['a/{x}.tar.gz', 'a/b.tar.gz.tar.gz', { x: 'b.tar.gz' }],
    ['a//{x}', 'a//b', { x: 'b' }],
    ['a/{x}/', 'a/b/', { x: 'b' }],
    ['{{a}}/{x}', '{a}/b', { x: 'b' }],
    ['a/{x}', 'a/\n😀', { x: '\n😀' }],
    ['a/{constructor}', 'a/b', { constructor: 'b' }],
    // Several readings: the first name takes as much as it can.
    ['{a}-{b}', '1-2-3', { a: '1-2', b: '3' }],
    ['{a}-{b}-{c}', '1-2-3-4', { a: '1-2', b: '3', c: '4' }],
    ['{a}--{b}', '1---2', { a: '1-', b: '2' }],
    // Paths.
    ['{p:**}', 'a', { p: 'a' }],
    ['{p:**}', 'a/b/c', { p: 'a/b/c' }],
    ['a/{p:**}', 'a/b/c', { p: 'b/c' }],
    ['{p:**}/{x}', 'a/b/c', { p: 'a/b', x: 'c' }],
    ['{p:**}/x/{q:**}', 'a/x/b/x/c', { p: 'a/x/b', q: 'c' }],
    ['{p:**}/x/{q:**}', 'x/x/x', { p: 'x', q: 'x' }],
    ['{p:**}/{q:**}', 'a/b/c', { p: 'a/b', q: 'c' }],
    ['{p:**}/{x}-1/{q:**}/{y}', 'a/b-1/c-1/d/e', { p: 'a/b-1', x: 'c', q: 'd', y: 'e' }],
    ['{p:**}//{q:**}', 'a/b//c', { p: 'a/b', q: 'c' }],
    // Repeated names.
    [MAVEN, 'maven/com/example/app/1.10.0/app-1.10.0.jar', { path: 'com/example', artifact: 'app', version: '1.10.0' }],
    [MAVEN, 'maven/org/a-1/2-3/a-1-2-3.jar', { path: 'org', artifact: 'a-1', version: '2-3' }],
    ['{a}/{a}', 'x/x', { a: 'x' }],
    ['{v}-{v}', '1-1-1-1', { v: '1-1' }],
    ['{a}/{a}-{b}', 'x-y/x-y-z-w', { a: 'x-y', b: 'z-w' }],
    ['{a}-{b}/{b}', 'x-y-z/y-z', { a: 'x', b: 'y-z' }],
    ['{a}-{b}/{b}', 'x-y-z/z', { a: 'x-y', b: 'z' }],
    ['{a}-{b}/{b}/{a}', 'x-y-z/z/x-y', { a: 'x-y', b: 'z' }],
    ['{n}-{v}/{n}-{v}.tgz', 'a-b-1/a-b-1.tgz', { n: 'a-b', v: '1' }],
    ['{n}-{v}/{n}-{v}-{os}.tgz', 'a-b-1/a-b-1-linux-x64.tgz', { n: 'a-b', v: '1', os: 'linux-x64' }],
    ['{n}-{v}/{n}-{v}/{n}', 'a-b-1/a-b-1/a', { n: 'a', v: 'b-1' }],
    // Names with which several segments begin or end.
    ['{n}-{v}/{n}_{v}.tgz', 'a-b-1/a-b_1.tgz', { n: 'a-b', v: '1' }],
    ['{n}-{v}/{n}_{v}.tgz', 'a-b-1/a_b-1.tgz', { n: 'a', v: 'b-1' }],
    ['{n}-{v}/{n}_{v}_{os}.tgz', 'tool-1.0/tool_1.0_linux_x64.tgz', { n: 'tool', v: '1.0', os: 'linux_x64' }],
    ['{n}-{v}/{n}--{v}', 'a---b/a----b', { n: 'a--', v: 'b' }],
    ['{a}-{v}/{a}-{os}.zip', 'my-app-1.0/my-app-linux-x64.zip', { a: 'my-app', v: '1.0', os: 'linux-x64' }],
    ['{a}-{v}/{a}-{os}.zip', 'app-1.0/app-1.0.zip', { a: 'app', v: '1.0', os: '1.0' }],
    ['{a}-{v}/{a}-{os}.zip', 'a-b-1/a-b-c-2.zip', { a: 'a-b', v: '1', os: 'c-2' }],
    ['{a}-{v}/{a}-{os}_{arch}', 'a-1/a-linux_x86_64', { a: 'a', v: '1', os: 'linux_x86', arch: '64' }],
    ['{os}-{v}/{a}-{v}.zip', 'linux-x64-1.0/my-app-1.0.zip', { os: 'linux-x64', v: '1.0', a: 'my-app' }],
    ['{os}-{v}/{a}-{v}', 'x-1-2/y-1-2', { os: 'x-1', v: '2', a: 'y-1' }],
    ['{p:**}/{x}/{x}.{y}/{q:**}', 'a/b/b.1/c/c.2/d', { p: 'a/b/b.1', x: 'c', y: '2', q: 'd' }],
    ['{x}/{p:**}/{x}-1/{q:**}', 'b/a/b-1/c-1/d', { x: 'b', p: 'a', q: 'c-1/d' }],
  ])('%s: %s', (template, key, groups) => {
    expect({ ...compiled(template).match(key) }).toEqual(groups);
  });
});

describe('non-matches', () => {
  test.each([
    ['releases/app.tgz', 'releases/app.tgz2'],
    ['releases/{app}/{version}/{file}', 'releases/a/1.0'],
    ['releases/{app}/{version}/{file}', 'releases/a/1.0/f/g'],
    ['releases/{app}/{version}/{file}', 'releases/a//f'],
    ['releases/{app}/{version}/{file}', 'prefix/releases/a/1.0/f'],
    ['a/dt={dt}/x', 'a/dt=/x'],
    ['a/{x}.tgz', 'a/.tgz'],
    ['{a}-{b}', '-'],
    ['{a}-{b}', 'a-'],
    ['{a}-{b}', '--'],
    ['{a}-{b}-{c}', 'a-b'],
    ['{{a}}/{x}', 'a/b'],
    ['a/{p:**}', 'a/'],
    ['a/{p:**}', 'a/b/'],
    ['a/{p:**}', 'a/b//c'],
    ['a/{p:**}/b', 'a/b'],
    ['{p:**}/x/{q:**}', 'x/a/x'],
    ['{p:**}/x/{q:**}', 'a//x/b'],
    [MAVEN, 'maven/com/example/app/1.10.0/app-1.10.0-sources.jar'],
    [MAVEN, 'maven/com/example/app/1.10.0/app-1.10.0-linux-x86_64.jar'],
    [MAVEN, 'maven/com/example/app/1.10.0/app-1.10.0-tests.jar'],
    [MAVEN, 'maven/com/example/app/1.10.0/lib-1.10.0.jar'],
    [MAVEN, 'maven/com/example/app/2.0-SNAPSHOT/app-2.0-20261120.083000-1.jar'],
    [MAVEN, 'maven/app/1.10.0/app-1.10.0.jar'],
    ['{a}/{a}', 'x/y'],
    ['{v}-{v}', '1-2'],
    ['{v}-{v}', '1-12'],
    ['{a}-{b}/{b}', 'x-y-z/x'],
    ['{n}-{v}/{n}-{v}.tgz', 'a-1/a-2.tgz'],
    ['{n}-{v}/{n}-{v}.tgz', 'a/a.tgz'],
    ['{p:**}/{x}/{x}.{y}/{q:**}', 'a/b/c.1/d'],
    ['{n}-{v}/{n}_{v}.tgz', 'a-1/a-1.tgz'],
    ['{n}-{v}/{n}_{v}.tgz', 'a-1/a_2.tgz'],
    ['{n}-{v}/{n}_{v}.tgz', 'a-1/b_1.tgz'],
    ['{n}-{v}/{n}_{v}.tgz', 'a-1/a_1.tgz.sig'],
    ['{n}-{v}/{n}_{v}_{os}.tgz', 'a-1/a_1.tgz'],
    ['{a}-{v}/{a}-{os}.zip', 'app-1.0/lib-linux.zip'],
    ['{a}-{v}/{a}-{os}.zip', 'app-1.0/app.zip'],
    ['{a}-{v}/{a}-{os}.zip', 'app-/app-linux.zip'],
    ['{os}-{v}/{a}-{v}.zip', 'linux-1.0/app-1.1.zip'],
  ])('%s: %s', (template, key) => {
    expect(compiled(template).match(key)).toBeUndefined();
  });
});

test.each([
  ['a/{x}/b', 'a/xyz/b', 'x', 5],
  [MAVEN, 'maven/com/x/app/1.0/app-1.0.jar', 'artifact', 15],
  [MAVEN, 'maven/com/x/app/1.0/app-1.0.jar', 'version', 19],
  [MAVEN, 'maven/com/x/app/1.0/app-2.0.jar', 'version', undefined],
  ['a/{x}/b', 'a/xyz/b', 'y', undefined],
])('%s on %s: the group %s ends at %s', (template, key, group, end) => {
  expect(compiled(template).endOf(key, group)).toBe(end);
});

test('the groups have no prototype', () => {
  const groups = compiled('a/{x}').match('a/b');
  expect(groups && ['constructor', '__proto__'].filter((name) => name in groups)).toEqual([]);
});

test('the regex of a template names each group once, and repeats it for the shape', () => {
  const { source, groups, template } = compiled('m/{p:**}/{a}/{a}-{v}.jar');
  expect(source).toBe(String.raw`^m/(?P<p>[^/]+(?:/[^/]+)*)/(?P<a>[^/]+)/(?:[^/]+)-(?P<v>[^/]+)\.jar$`);
  expect(template.repeatingSource).toBe(source.replace('(?:[^/]+)-', '(?P<a>[^/]+)-'));
  expect(groups).toEqual(['p', 'a', 'v']);
  expect(template).toMatchObject({ start: 'm/', repeated: ['a'], text: 'm/{p:**}/{a}/{a}-{v}.jar' });
  expect(patternShape(template.repeatingSource)).toBeDefined();
});

describe('refused, because a key could only be read by trying every way to divide it', () => {
  test.each([
    ['{a}-{b}/{b}-{a}', 8, 'b'],
    ['{a}-{b}-{c}/{a}_{b}_{c}', 12, 'a'],
    ['{a}-{x}/{y}-{a}', 12, 'a'],
    ['{v}-{a}-{v}', 8, 'v'],
    ['{p:**}/{x}/{q:**}/{x}/{r:**}', 18, 'x'],
  ])('%s', (template, at, name) => {
    expect(compileKeyTemplate(template)).toMatchObject({ at, why: expect.stringContaining(`{${name}}`) });
  });

  test('the message proposes a regex', () => {
    expect(compileKeyTemplate('r/{a}-{b}/{b}.{a}')).toMatchObject({
      at: 10,
      instead: expect.stringContaining(`prefix: 'r/', regex: '^r/(?<a>[^/]+)-(?<b>[^/]+)/(?:[^/]+)\\.(?:[^/]+)$'`),
    });
    const long = `r/{a}-{b}/{b}-{a}/${'x'.repeat(300)}`;
    expect(compileKeyTemplate(long)).toMatchObject({ instead: expect.stringMatching(/does not compare the texts$/) });
  });

  test('a template with too many names', () => {
    expect(compileKeyTemplate(Array.from({ length: 4000 }, (_, i) => `{n${i}}`).join('/'))).toMatchObject({
      why: expect.stringContaining('instructions'),
    });
  });
});

test('every template reads every key like the matcher that tries all readings', () => {
  const random = seededRandom(20_261_127);
  const counts = { matched: 0, unmatched: 0, repeated: 0, refused: 0 };
  for (let i = 0; i < 6000; i++) {
    const text = randomTemplate(random);
    const pieces = parseKeyTemplate(text);
    const pattern = compileKeyTemplate(text);
    if ('why' in pieces || 'why' in pattern) {
      counts.refused++;
      continue;
    }
    for (let k = 0; k < 8; k++) {
      const key = k < 6 ? randomKey(random, text) : randomText(random, 'x-./', 9);
      const groups = pattern.match(key);
      const wanted = readByTrying(pieces, key);
      expect(groups === undefined ? undefined : { ...groups }, `${text} on ${key}`).toEqual(wanted);
      counts[wanted === undefined ? 'unmatched' : 'matched']++;
      if (wanted !== undefined && pattern.template.repeated.length > 0) counts.repeated++;
    }
  }
  expect(Math.min(counts.matched, counts.unmatched, counts.repeated, counts.refused)).toBeGreaterThan(1000);
});

test('a template without repeated names reads every key like its regex', () => {
  const random = seededRandom(7);
  let matched = 0;
  for (let i = 0; i < 1500; i++) {
    const text = randomTemplate(random);
    const pattern = compileKeyTemplate(text);
    if ('why' in pattern || pattern.template.repeated.length > 0) continue;
    const regex = compilePattern(pattern.source);
    if ('refused' in regex) throw new TypeError(regex.refused);
    for (let k = 0; k < 4; k++) {
      const key = k < 3 ? randomKey(random, text) : randomText(random, 'x-./', 9);
      const groups = pattern.match(key);
      expect(groups, `${text} on ${key}`).toEqual(regex.match(key));
      if (groups !== undefined) matched++;
    }
  }
  expect(matched).toBeGreaterThan(500);
});

test('the regex of a template with repeated names matches every key that the template matches', () => {
  const pattern = compiled('{n}-{v}/{n}-{v}.tgz');
  const regex = compilePattern(pattern.source);
  if ('refused' in regex) throw new TypeError(regex.refused);
  for (const key of ['a-1/a-1.tgz', 'a-b-1/a-b-1.tgz']) {
    expect(pattern.match(key)).toBeDefined();
    expect(regex.match(key)).toBeDefined();
  }
  expect(regex.match('a-1/a-2.tgz')).toBeDefined();
});

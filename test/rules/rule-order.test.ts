import { describe, expect, test } from 'vitest';
import { createOrder, type OrderName } from '../../src/rules/orders/orders.ts';
import { parseTemplate } from '../../src/rules/pattern/template.ts';
import { createRuleOrder, type OrderTerm, type RuleOrder } from '../../src/rules/rule-order.ts';

function term(by: OrderName, on: string, desc = false): OrderTerm {
  const template = parseTemplate(on.includes('{') ? on : `{${on}}`);
  if ('why' in template) throw new TypeError(template.why);
  return { by, options: {}, order: createOrder(by, {}), on: template, group: on.includes('{') ? undefined : on, desc };
}

function readBy(order: RuleOrder, groups: Readonly<Record<string, string>>) {
  const read = order.read(groups).order;
  if (!read.ok) throw new TypeError(read.why);
  return read;
}

const VERSION_AND_BUILD = createRuleOrder([term('semver', 'version'), term('number', 'build')]);

describe('compare', () => {
  type Pair = readonly [version: string, build: string];
  const BY: Readonly<Record<string, RuleOrder>> = {
    'the version, then the build': VERSION_AND_BUILD,
    'the version, then the least build': createRuleOrder([term('semver', 'version'), term('number', 'build', true)]),
    'the least version, then the build': createRuleOrder([term('semver', 'version', true), term('number', 'build')]),
    'the build, then the version': createRuleOrder([term('number', 'build'), term('semver', 'version')]),
    'the version': createRuleOrder([term('semver', 'version')]),
    'the least version': createRuleOrder([term('semver', 'version', true)]),
  };

  test.each<[order: string, lesser: Pair, greater: Pair]>([
    ['the version, then the build', ['1.9.0', '7'], ['1.10.0', '3']],
    ['the version, then the build', ['1.9.0', '9'], ['1.9.0', '10']],
    ['the version, then the build', ['1.9.0+b', '9'], ['1.9.0+a', '10']],
    ['the version, then the least build', ['1.9.0', '10'], ['1.9.0', '9']],
    ['the version, then the least build', ['1.9.0', '9'], ['1.10.0', '10']],
    ['the least version, then the build', ['1.10.0', '9'], ['1.9.0', '1']],
    ['the least version, then the build', ['1.9.0', '9'], ['1.9.0', '10']],
    ['the build, then the version', ['1.10.0', '3'], ['1.9.0', '7']],
    ['the version', ['1.9.0', '7'], ['1.10.0', '3']],
    ['the least version', ['1.10.0', '7'], ['1.9.0', '3']],
    ['the least version', ['1.10.0', '1'], ['1.10.0-rc.1', '1']],
  ])('by %s: %j is less than %j', (name, lesser, greater) => {
    const order = BY[name] ?? VERSION_AND_BUILD;
    const [a, b] = [lesser, greater].map(([version, build]) => readBy(order, { version, build }).value);
    expect(Math.sign(order.compare(a ?? [], b ?? []))).toBe(-1);
    expect(Math.sign(order.compare(b ?? [], a ?? []))).toBe(1);
  });

  test.each<[order: string, a: Pair, b: Pair]>([
    ['the version, then the build', ['1.9.0', '7'], ['1.9.0+a', '07']],
    ['the version', ['1.9.0', '7'], ['1.9.0', '8']],
    ['the least version', ['1.9.0', '7'], ['v1.9.0', '7']],
  ])('by %s: %j equals %j', (name, ...pairs) => {
    const order = BY[name] ?? VERSION_AND_BUILD;
    const [a, b] = pairs.map(([version, build]) => readBy(order, { version, build }).value);
    expect(order.compare(a ?? [], b ?? [])).toBe(0);
  });
});

describe('read', () => {
  test('the order text has the texts of all terms', () => {
    expect(VERSION_AND_BUILD.read({ version: '1.2.3', build: '42' }).orderText).toBe('1.2.3 42');
    expect(createRuleOrder([term('date', '{y}-{m}')]).read({ y: '2026', m: '11' }).orderText).toBe('2026-11');
  });

  test.each([
    [{ version: '1.2.3', build: '42' }, false],
    [{ version: '1.2.3-rc.1', build: '42' }, true],
  ])('%j is a prerelease if one of its values is one: %s', (groups, prerelease) => {
    expect(readBy(VERSION_AND_BUILD, groups).prerelease).toBe(prerelease);
    const reversed = createRuleOrder([term('number', 'build'), term('semver', 'version')]);
    expect(readBy(reversed, groups).prerelease).toBe(prerelease);
  });

  test.each([
    [{ version: '1.2', build: '42' }, '"1.2" is not a semantic version (like 1.10.0 or 2.0.0-rc.1)'],
    [{ version: '1.2.3', build: 'x' }, '"x" is not a whole number'],
  ])('%j cannot be ordered: %s', (groups, why) => {
    expect(VERSION_AND_BUILD.read(groups).order).toEqual({ ok: false, why });
  });

  test('a group that did not take part in the match', () => {
    expect(VERSION_AND_BUILD.read({ version: '1.2.3' })).toEqual({
      orderText: undefined,
      order: { ok: false, why: 'a group of order.on did not take part in the match' },
    });
  });
});

describe('parts', () => {
  const TERMS = {
    'version and build': VERSION_AND_BUILD,
    'version and day': createRuleOrder([term('semver', 'version'), term('date', '{y}-{m}-{d}')]),
    'two versions': createRuleOrder([term('semver', 'app'), term('pep440', 'api')]),
    'one group twice': createRuleOrder([term('semver', 'version'), term('natural', 'version')]),
    'a group that is named order': createRuleOrder([term('semver', 'version'), term('pep440', 'order')]),
    'one group that is named like a property of objects': createRuleOrder([term('semver', '__proto__')]),
  };
  const GROUPS: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
    version: '1.2.3',
    build: '42',
    y: '2026',
    m: '11',
    d: '20',
    app: '4.5.6',
    api: '7.8',
    order: '9.10',
    ['__proto__']: '11.12.13',
  });

  test.each<[terms: keyof typeof TERMS, of: string, part: string, text: string]>([
    ['version and build', 'version', 'major', '1'],
    ['version and build', 'order', 'minor', '2'],
    ['version and day', 'version', 'patch', '3'],
    ['version and day', 'order', 'major', '1'],
    ['version and day', 'order', 'year', '2026'],
    ['two versions', 'app', 'major', '4'],
    ['two versions', 'api', 'major', '7'],
    ['two versions', 'api', 'micro', '0'],
    // Both have a major version. The first term provides it.
    ['two versions', 'order', 'major', '4'],
    ['two versions', 'order', 'micro', '0'],
    ['one group twice', 'version', 'major', '1'],
    ['a group that is named order', 'order', 'major', '9'],
    ['a group that is named order', 'order', 'patch', '3'],
    ['one group that is named like a property of objects', '__proto__', 'major', '11'],
  ])('%s: {%s.%s} is %s', (terms, of, part, text) => {
    const order = TERMS[terms];
    expect(readBy(order, GROUPS).parts[of]?.[part]).toBe(text);
    expect(order.termOf(of, part)?.order.parts).toContain(part);
  });

  test.each<[terms: keyof typeof TERMS, of: string, part: string]>([
    ['version and build', 'build', 'major'],
    ['version and day', 'y', 'year'],
    ['version and day', 'version', 'year'],
    ['two versions', 'app', 'micro'],
    ['version and build', 'constructor', 'name'],
  ])('%s: there is no {%s.%s}', (terms, of, part) => {
    const order = TERMS[terms];
    expect(readBy(order, GROUPS).parts[of]?.[part]).toBeUndefined();
    expect(order.termOf(of, part)).toBeUndefined();
  });
});

test.each<[OrderName, ...OrderName[]][]>([[['semver']], [['semver', 'number']], [['date', 'number', 'lexical']]])(
  '%j is named in messages',
  ([first, ...more]) => {
    expect(createRuleOrder([term(first, 'v'), ...more.map((by) => term(by, 'v'))]).name).toBe(
      [first, ...more].join(', '),
    );
  },
);

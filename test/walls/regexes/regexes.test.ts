import { afterEach, describe, expect, test, vi } from 'vitest';
import { sourceFiles } from '../source-files.ts';
import { complexityOf } from './regex-complexity.ts';
import { regexesOf } from './regexes-of.ts';

/**
 * Regular expressions that are not linear, or that no test here can check, by `file: /pattern/` or `file`, with the
 * reason.
 */
const excused: Readonly<Record<string, string>> = {
  'src/rules/orders/dates/date.ts': 'built from the forms of dates; the tests of the orders check them',
  'src/rules/orders/dates/date-format.ts': 'built from a format in the rules file; the tests of the orders check it',
  'src/rules/pattern/native/native-match.ts':
    'built only from a pattern that is proved to be linear; test/rules/pattern/native checks it',
};

const found = ['src', 'functions']
  .flatMap(sourceFiles)
  .flatMap((file) => regexesOf(file).map((regex) => ({ file: file.path, regex })));

const literals = new Map(
  found.flatMap(({ file, regex }) => {
    if (!('pattern' in regex)) return [];
    const text = `/${regex.pattern}/${regex.flags}`;
    return [[text, { place: `${file}: ${text}`, source: regex.pattern, flags: regex.flags }] as const];
  }),
);

function filesThatBuild(when: 'on load' | 'later'): readonly string[] {
  return [...new Set(found.flatMap(({ file, regex }) => ('built' in regex && regex.built === when ? [file] : [])))];
}

const nativeRegExp = globalThis.RegExp;
afterEach(() => {
  globalThis.RegExp = nativeRegExp;
  vi.resetModules();
});

/** The regular expressions that a file and its imports build on load. */
async function builtOnLoad(file: string): Promise<readonly RegExp[]> {
  const built: RegExp[] = [];
  const make = (...given: ConstructorParameters<typeof RegExp>): RegExp => {
    const made = new nativeRegExp(...given);
    built.push(made);
    return made;
  };
  vi.resetModules();
  globalThis.RegExp = new Proxy(nativeRegExp, {
    construct: (_, [pattern, flags]) => make(pattern, flags),
    apply: (_, __, [pattern, flags]) => make(pattern, flags),
  });
  await import(/* @vite-ignore */ `../../../${file}`);
  globalThis.RegExp = nativeRegExp;
  return built;
}

describe('native regular expressions run in linear time', () => {
  test.each([...literals.values()].filter(({ place }) => excused[place] === undefined))('$place', (regex) => {
    expect(complexityOf(regex)).toBe('safe');
  });

  test.each(filesThatBuild('on load'))('%s: those that it builds on load', async (file) => {
    const built = await builtOnLoad(file);
    expect(built.length).toBeGreaterThan(0);
    expect(built.filter((regex) => complexityOf(regex) !== 'safe')).toEqual([]);
  });

  test('those that are built later are excused with a reason', () => {
    expect(filesThatBuild('later').filter((file) => excused[file] === undefined)).toEqual([]);
  });

  test.each(Object.keys(excused))('the excuse of %s is still needed', (place) => {
    const literal = [...literals.values()].find((one) => one.place === place);
    const isSlow = literal !== undefined && complexityOf(literal) !== 'safe';
    expect(isSlow || filesThatBuild('later').includes(place)).toBe(true);
  });
});

// Patterns from earlier versions: an uploaded key, a header, a policy file or a template could make each of them slow.
test.each([
  [/^(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.\d+)*(?:-(\d+(?:-\d+)*)|[.-]?([A-Za-z]+(?:[.-]?\d+)*))?$/, 'exponential'],
  [/^(v?\d.*?)(\.[A-Za-z][\w.]*)?$/, '2nd degree polynomial'],
  [/^(\S+)\s+(.*)$/, '2nd degree polynomial'],
  [/^.*a.*b.*$/, '3rd degree polynomial'],
  [/\$\{([^}!]+)\}/g, '2nd degree polynomial'],
  [/\s+$/, '2nd degree polynomial'],
  [/(a+)+$/, 'exponential'],
  // With look-around, recheck has no automaton and generates texts.
  [/^(?=a)(?:a+)+$/, 'exponential (fuzz)'],
  [/^(?=a)a*a*$/, '2nd degree polynomial (fuzz)'],
])('%s is slow', (regex, complexity) => {
  expect(complexityOf(regex)).toBe(complexity);
});

function shownOf(text: string): readonly string[] {
  return regexesOf({ path: 'src/a.ts', text }).map((regex) =>
    'built' in regex ? regex.built : `/${regex.pattern}/${regex.flags}`,
  );
}

test.each([
  ['const a = /a+/g;', ['/a+/g']],
  ['const f = (s: string): boolean => s.split(/,/u).some((x) => /x/.test(x));', ['/,/u', '/x/']],
  ['const a = new RegExp(`^a+`);', ['on load']],
  ['const a = RegExp(b);', ['on load']],
  ['const a = () => RegExp(b);', ['later']],
  ['class A { a(b) { return new RegExp(b); } }', ['later']],
  ['const R = RegExp;', ['on load']],
  ['const a = Reflect.construct(globalThis.RegExp, [b]);', ['on load']],
  ["const a = b.match('a+');", ['on load']],
  ["function a() { return b['search'](`a+`); }", ['later']],
])('%s contains %j', (text, regexes) => {
  expect(shownOf(text)).toEqual(regexes);
});

test.each([
  'const a = (b: RegExp): boolean => b instanceof RegExp;',
  'const a = pattern.match(text);',
  "const a = text.replace('a', 'b').split('/');",
  "const a = '/a+/';",
])('%s contains none', (text) => {
  expect(shownOf(text)).toEqual([]);
});

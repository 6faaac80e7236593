import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { projectFiles } from './project-files.ts';

const files = projectFiles();

function textOf(path: string): string {
  return readFileSync(path, 'utf8');
}

/** Everything at the top level whose name does not begin with a dot. Configuration goes into `test/` or a dot file. */
const topLevel = [
  'LICENSE',
  'README.md',
  'esbuild.config.mjs',
  'functions',
  'package-lock.json',
  'package.json',
  'src',
  'template.yml',
  'test',
  'tsconfig.json',
];

/** The names at the top level that do not begin with a dot. */
function visibleNames(paths: readonly string[]): string[] {
  return [...new Set(paths.map((path) => path.split('/')[0] ?? path))]
    .filter((name) => !name.startsWith('.'))
    .toSorted();
}

describe('the top level', () => {
  test('has exactly these files and folders', () => {
    expect(visibleNames(files)).toEqual(topLevel);
  });

  test.each([
    [
      ['src/a.ts', 'src/b/c.ts', 'README.md'],
      ['README.md', 'src'],
    ],
    [
      ['vitest.config.ts', 'biome.json'],
      ['biome.json', 'vitest.config.ts'],
    ],
    [['.biome.json', '.github/SECURITY.md', '.ci/run'], []],
  ])('%j shows %j', (paths, names) => {
    expect(visibleNames(paths)).toEqual(names);
  });

  test('has the configuration of the linter and the check that CI runs', () => {
    expect(files).toEqual(expect.arrayContaining(['.biome.json', '.ci/run', '.gitignore', '.npmrc']));
  });
});

test('the lockfile names no registry, so that any mirror serves it', () => {
  expect(textOf('package-lock.json')).not.toContain('"resolved"');
});

test('the lockfile knows the optional packages of every platform, without which npm 11 refuses to install', () => {
  const { packages } = lockfile.parse(JSON.parse(textOf('package-lock.json')));
  const missing = Object.entries(packages).flatMap(([path, { inBundle, optionalDependencies }]) =>
    inBundle ? [] : Object.keys(optionalDependencies).filter((name) => !isLocked(packages, path, name)),
  );
  expect(missing).toEqual([]);
  expect(Object.keys(packages).length).toBeGreaterThan(100);
});

const lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      inBundle: z.boolean().default(false),
      optionalDependencies: z.record(z.string(), z.string()).default({}),
    }),
  ),
});

function isLocked(packages: object, path: string, name: string): boolean {
  return [`node_modules/${name}`, `${path}/node_modules/${name}`].some((place) => Object.hasOwn(packages, place));
}

/** Folders where people and machines keep checkouts. */
const machinePath = /(?<![\w.$}-])\/(?:home|Users|root|work|tmp|private|mnt)\/[\w.-]+|\b[A-Za-z]:\\\\?Users\b/;

describe('no file names a path of one machine', () => {
  test.each(files.filter((path) => !readFileSync(path).includes(0)))('%s', (path) => {
    expect(machinePath.exec(textOf(path))?.[0]).toBeUndefined();
  });

  const path = (...parts: readonly string[]) => parts.join('/');
  test.each([
    [path('', 'home', 'someone', 'autoalias'), true],
    [`see "${path('', 'Users', 'someone')}"`, true],
    [`cd ${path('', 'tmp', 'x')}`, true],
    [['C:', 'Users', 'someone'].join('\\'), true],
    [path('releases', 'home', 'x'), false],
    [path('https:', '', 'example.com', 'home', 'x'), false],
    ['os.tmpdir()', false],
  ])('%s: %s', (text, found) => {
    expect(machinePath.test(text)).toBe(found);
  });
});

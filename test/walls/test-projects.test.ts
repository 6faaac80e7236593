import { matchesGlob } from 'node:path';
import { describe, expect, test } from 'vitest';
import { testProjects } from '../test-projects.ts';
import { importsOf } from './imports/imports-of.ts';
import { sourceFiles } from './source-files.ts';

const files = sourceFiles('test').filter(({ path }) => path.endsWith('.test.ts'));

function projectsOf(path: string): readonly string[] {
  return testProjects.flatMap(({ name, include, exclude }) =>
    include.some((glob) => matchesGlob(path, glob)) && !exclude.some((glob) => matchesGlob(path, glob)) ? [name] : [],
  );
}

describe('test projects', () => {
  test('each test file belongs to exactly one', () => {
    expect(files.filter(({ path }) => projectsOf(path).length !== 1)).toEqual([]);
  });

  test.each(testProjects.flatMap(({ include }) => include))('%s names files', (glob) => {
    expect(files.some(({ path }) => matchesGlob(path, glob))).toBe(true);
  });

  test.each([
    ['test/cli/dev/dev.test.ts', ['slow']],
    ['test/acceptance/storms.test.ts', ['slow']],
    ['test/simulation/simulator/oracle/oracle.test.ts', ['slow']],
    ['test/compare-keys.test.ts', ['fast']],
    ['test/rules/orders/semver.test.ts', ['fast']],
    ['src/a.test.ts', []],
  ])('%s belongs to %j', (path, projects) => {
    expect(projectsOf(path)).toEqual(projects);
  });

  test('the fast one starts no processes and works without a build', () => {
    const fast = files.filter(({ path }) => projectsOf(path).includes('fast'));
    const startsProcess = fast.filter((file) => importsOf(file).includes('node:child_process'));
    expect(startsProcess.map(({ path }) => path)).toEqual([]);
    expect(fast.filter(({ text }) => /['"`/]dist\/(?:cli|lib|functions)\//.test(text)).map(({ path }) => path)).toEqual(
      [],
    );
  });
});

import { expect, test } from 'vitest';
import { notLoaded, withLatePackages } from '../../../../src/handlers/function/rules/late-package.ts';

function latePackage(value: string) {
  const state: { loads: number; value?: string } = { loads: 0 };
  const load = async () => {
    state.loads += 1;
    state.value = value;
  };
  return { state, use: () => state.value ?? notLoaded(load) };
}

test('loads what a function uses, and runs it again', async () => {
  const [a, b, unused] = [latePackage('a'), latePackage('b'), latePackage('c')];
  const runs: string[] = [];
  const result = await withLatePackages(() => {
    runs.push('run');
    return `${a.use()}${b.use()}`;
  });
  expect(result).toBe('ab');
  expect(runs).toHaveLength(3);
  expect([a, b, unused].map(({ state }) => state.loads)).toEqual([1, 1, 0]);
});

test('runs a function once if all its packages are loaded', async () => {
  let runs = 0;
  expect(await withLatePackages(() => ++runs)).toBe(1);
});

test('loads a package even if the function hides that it is missing', async () => {
  const late = latePackage('late');
  const hiding = () => {
    try {
      return late.use();
    } catch {
      return 'missing';
    }
  };
  expect(await withLatePackages(hiding)).toBe('late');
});

test('an error of the function is the result', async () => {
  const failing = () => {
    throw new TypeError('no');
  };
  await expect(withLatePackages(failing)).rejects.toThrow(new TypeError('no'));
});

test('a package that cannot be loaded is an error, and is tried again later', async () => {
  let isBroken = true;
  const late: { value?: string } = {};
  const load = async () => {
    if (isBroken) throw new Error('broken');
    late.value = 'late';
  };
  const use = () => late.value ?? notLoaded(load);
  await expect(withLatePackages(use)).rejects.toThrow('broken');
  isBroken = false;
  expect(await withLatePackages(use)).toBe('late');
});

import { expect, test } from 'vitest';
import { createKeySample } from '../../../src/aliases/split/key-sample.ts';

function keyOf(i: number): string {
  return `releases/app-${i % 97}/1.${i}.0/f`;
}

function sampleOf(count: number, most: number) {
  const sample = createKeySample(most);
  for (let i = 0; i < count; i++) sample.add(keyOf(i));
  return sample;
}

function total(sample: ReturnType<typeof createKeySample>): number {
  return sample.marks().reduce((sum, { objects }) => sum + objects, 0);
}

test.each([0, 1, 50, 100])('%d keys of at most 100 are all kept', (count) => {
  const marks = sampleOf(count, 100).marks();
  expect(marks).toHaveLength(count);
  expect(marks.every(({ objects }) => objects === 1)).toBe(true);
});

test('many keys are estimated, from a bounded sample', () => {
  const sample = sampleOf(200_000, 5000);
  expect(sample.marks().length).toBeLessThanOrEqual(5000);
  expect(total(sample) / 200_000).toBeGreaterThan(0.95);
  expect(total(sample) / 200_000).toBeLessThan(1.05);
});

test('a part is estimated too, and keys that come twice or in another order change nothing', () => {
  const sample = createKeySample(5000);
  for (let i = 199_999; i >= 0; i--) for (let times = 0; times < 2; times++) sample.add(keyOf(i));
  expect(sample.marks()).toEqual(sampleOf(200_000, 5000).marks());
  const part = sample.marks().filter(({ key }) => key.startsWith('releases/app-1'));
  const share = part.length / sample.marks().length;
  // app-1, and app-10 to app-19.
  expect(share).toBeGreaterThan((11 / 97) * 0.85);
  expect(share).toBeLessThan((11 / 97) * 1.15);
});

test('removed keys do not count', () => {
  const sample = sampleOf(100_000, 5000);
  for (let i = 0; i < 100_000; i += 2) sample.remove(keyOf(i));
  expect(total(sample) / 50_000).toBeGreaterThan(0.9);
  expect(total(sample) / 50_000).toBeLessThan(1.1);
});

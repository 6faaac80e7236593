import { expect, test } from 'vitest';
import { compare } from './compare.ts';
import { growthChart } from './report/growth-chart.ts';
import { printRow } from './report/print-row.ts';
import type { Row, Side } from './row.ts';

/** A side that measures the next of some values in each round, and notes that it ran. */
function side(name: string, values: readonly number[], ran: string[] = []): Side {
  let round = 0;
  return {
    name,
    run: () => {
      ran.push(name);
      return { cpu: values[round++] ?? Number.NaN };
    },
  };
}

const row = (ours: Side, peer: Side, atMost: number): Row => ({
  name: 'r',
  title: 'reading',
  per: 'page',
  ours,
  peers: [peer],
  aims: [{ measure: 'cpu', peer: peer.name, atMost }],
});

test('the first round warms up, and ratios are taken round by round', async () => {
  const compared = await compare(row(side('a', [900, 1, 2, 30]), side('b', [1, 2, 4, 10]), 0.5), 3);
  expect(compared.ours.values).toEqual({ cpu: { min: 1, median: 2, max: 30 } });
  expect(compared.peers[0]?.values).toEqual({ cpu: { min: 2, median: 4, max: 10 } });
  expect(compared.peers[0]?.ratios).toEqual({ cpu: { min: 0.5, median: 0.5, max: 3 } });
});

test('the sides take turns, and each round begins with another one', async () => {
  const ran: string[] = [];
  await compare(row(side('a', [1, 1, 1], ran), side('b', [1, 1, 1], ran), 1), 2);
  expect(ran.join('')).toBe('abbaab');
});

test('a row can ask for fewer rounds, and not for more', async () => {
  const slow = { ...row(side('a', [1, 1, 1, 1]), side('b', [1, 1, 1, 1]), 1), rounds: 2 };
  expect((await compare(slow, 3)).rounds).toBe(2);
  expect((await compare({ ...slow, rounds: 9 }, 1)).rounds).toBe(1);
});

test.each([
  [0.5, true, '  aim: CPU at most 0.5 times that of b; reached 0.5'],
  [0.4, false, '  aim: CPU at most 0.4 times that of b; NOT reached: 0.5'],
])('an aim of %d is met: %s', async (atMost, met, line) => {
  const compared = await compare(row(side('a', [1, 1]), side('b', [2, 2]), atMost), 1);
  expect(compared.aims).toMatchObject([{ reached: 0.5, met }]);
  expect(printRow(compared).split('\n')).toContain(line);
});

test('an aim for a measure that no side returns is an error', async () => {
  const unmeasured = { ...row(side('a', [1]), side('b', [1]), 1), aims: [{ measure: 'requests', atMost: 1 }] as const };
  await expect(compare(unmeasured, 1)).rejects.toThrow('nothing measured requests of a');
});

test('a chart has a line for each side', async () => {
  const at = async (size: number) => ({
    ...(await compare(row(side('ours', [size, size]), side('the peer', [9, 9]), 1), 1)),
    curve: { name: 'c', size },
  });
  const curve = { name: 'c', title: 'Reading', size: 'keys', measure: 'cpu' } as const;
  const svg = await growthChart(curve, [await at(10), await at(1000)]);
  expect(svg).toMatch(/^<svg role="img" aria-label="Reading: CPU in µs by keys"/);
  for (const text of ['Reading', 'CPU (µs)', 'keys', '1,000', 'ours', 'the peer']) expect(svg).toContain(`>${text}<`);
});

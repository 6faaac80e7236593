import { expect, test } from 'vitest';
import { simulate } from './simulate.ts';

async function run(...args: readonly string[]) {
  const lines: string[] = [];
  const limit = Error.stackTraceLimit;
  const code = await simulate(args, (line) => lines.push(line));
  Error.stackTraceLimit = limit;
  return { code, text: lines.join('\n') };
}

test('prints totals of many seeds', async () => {
  const { code, text } = await run('--seeds', '30', '--from', '5');
  expect(code).toBe(0);
  for (const line of [
    /^own events +[1-9][\d,]* raised, [1-9][\d,]* delivered: [\d,]+ requests, [\d,]+ writes$/m,
    /^writes +of an alias .* at most 1 in calm worlds, /m,
    /^seeds +30$/m,
    /^worlds +/m,
    /^faults +/m,
    /^states +/m,
    /^wrong ends +0$/m,
    /^seconds +/m,
  ]) {
    expect(text).toMatch(line);
  }
});

test('reports a wrong end with the command that replays it', async () => {
  const { code, text } = await run('--seeds', '20', '--mutant', 'writes on every upload');
  const seed = /seed (\d+) ends wrong/.exec(text)?.[1];
  expect(code).toBe(1);
  expect(text).toContain(`npm run simulate -- --seed ${seed} --mutant 'writes on every upload'`);
  const replayed = await run('--seed', seed ?? '', '--mutant', 'writes on every upload');
  expect(replayed.code).toBe(1);
  expect(replayed.text).toContain('The smallest world found that still fails:');
  // One line per step, with its time.
  expect(replayed.text).toMatch(/^ +\d+\.\d{3} s {2}user: \{"do":"upload"/m);
  expect(replayed.text).toMatch(/^ +\d+\.\d{3} s {2}#1 ObjectCreated:PutObject \S+: PutSymlink \S+ -> \S+/m);
});

test.each([['--seeds', 'many'], ['--seeds', '0'], ['--seed', '1.5'], ['--what'], ['--mutant', 'which does not exist']])(
  'refuses wrong usage: %s %s',
  async (...args) => {
    const { code, text } = await run(...args);
    expect(code).toBe(2);
    expect(text).toContain('npm run simulate -- [--seeds 10000]');
  },
);

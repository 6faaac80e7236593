import { parseArgs } from 'node:util';
import type { VersioningStatus } from '../../../src/bucket/records/object-record.ts';
import { exploreFacts, FACT_BUDGETS } from '../facts/explore-facts.ts';
import { AGE_WORLDS, FACT_WORLDS, withMargin } from '../facts/fact-worlds.ts';
import { createWorld, type World } from '../world/world.ts';
import { ALL_SPECIAL_WORLDS } from '../worlds/all-special-worlds.ts';
import { BOS_WORLDS } from '../worlds/bos-worlds.ts';
import { WORLDS } from '../worlds/worlds.ts';
import { type Budget, explore, SHIPPED, type Verdict } from './explorer.ts';

const STATES: readonly VersioningStatus[] = ['Enabled', 'Never', 'Suspended'];

const BUDGETS: readonly Budget[] = [
  { handlers: 2, duplicates: 0, crashes: 0 },
  { handlers: 2, duplicates: 1, crashes: 0 },
  { handlers: 2, duplicates: 0, crashes: 1 },
  { handlers: 2, duplicates: 0, crashes: 2 },
  { handlers: 3, duplicates: 0, crashes: 0 },
];

interface Task {
  readonly name: string;
  readonly world: World;
  readonly budget: Budget;
}

function showBudget({ handlers, duplicates, crashes }: Budget): string {
  return `${handlers} handlers, ${duplicates} duplicates, ${crashes} crashes`;
}

function tasks(): readonly Task[] {
  return [
    ...STATES.flatMap((state) =>
      BUDGETS.flatMap((budget) =>
        Object.entries(WORLDS).map(([name, operations]) => ({
          name: `${state}, ${showBudget(budget)}: ${name}`,
          world: createWorld(state, operations),
          budget,
        })),
      ),
    ),
    ...[...ALL_SPECIAL_WORLDS, ...BOS_WORLDS].flatMap(
      ({ name, states, operations, options, late = 0, budgets = BUDGETS }) =>
        states.flatMap((state) =>
          budgets.map((budget) => ({
            name: `${state}, ${showBudget(budget)}, ${late} late writes: ${name}`,
            world: createWorld(state, operations, options),
            budget: { ...budget, late },
          })),
        ),
    ),
  ];
}

interface Exploration {
  readonly name: string;
  readonly run: (limit: number) => Verdict | Promise<Verdict>;
}

function ofHandlers({ name, world, budget }: Task): Exploration {
  return {
    name,
    run: (limit) => explore(world, SHIPPED.applyChange, { ...budget, limit: Math.min(limit, budget.limit ?? limit) }),
  };
}

/** The facts of sweeps. `--only facts` selects them. */
function factTasks(): readonly Exploration[] {
  const shipped = withMargin(1);
  const skewed = Object.entries(FACT_WORLDS).map(([name, world]) => [`${name}, clocks apart`, world, 1] as const);
  const all = [...Object.entries({ ...FACT_WORLDS, ...AGE_WORLDS }).map((one) => [...one, 0] as const), ...skewed];
  return FACT_BUDGETS.flatMap((budget) =>
    all.map(([name, world, behind]) => ({
      name: `facts, ${budget.sweeps} sweeps: ${name}`,
      run: (limit) => exploreFacts({ ...world, behind }, behind === 0 ? shipped : withMargin(2), { ...budget, limit }),
    })),
  );
}

/**
 * Runs `npm run explore`: explores every world with every budget, and prints one line for each and the totals. A world
 * with more states than `--limit`, or than the limit of its own budget, is cut short, and its line says so. Returns exit code 1 if any ending is wrong.
 */
export async function main(args: readonly string[], print: (line: string) => void): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { limit: { type: 'string' }, only: { type: 'string' } } });
  const limit = Number(values.limit ?? 1_000_000);
  const started = performance.now();
  const count: Record<Verdict['verdict'], number> = { right: 0, wrong: 0, cut: 0 };
  let states = 0;
  for (const { name, run } of [...tasks().map(ofHandlers), ...factTasks()]) {
    if (values.only !== undefined && !name.includes(values.only)) continue;
    const result = await run(limit);
    count[result.verdict]++;
    states += result.states;
    print(`${result.verdict.padEnd(5)} ${String(result.states).padStart(8)} states  ${name}`);
    for (const step of result.trace) print(`        ${step}`);
  }
  const seconds = Math.round((performance.now() - started) / 1000);
  const { right, wrong, cut } = count;
  print(
    `${right} worlds right in every interleaving, ${wrong} wrong, ${cut} cut short at ${limit} states; ${states} states, ${seconds} s`,
  );
  return wrong === 0 ? 0 : 1;
}

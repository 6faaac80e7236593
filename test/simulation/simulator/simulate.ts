import { parseArgs } from 'node:util';
import { withBos } from './bos/bos-plan.ts';
import { createTally } from './check/tally.ts';
import { FACT_MUTANTS } from './facts/fact-mutants.ts';
import { withFacts } from './facts/fact-plan.ts';
import { BOS_MUTANTS } from './mutants/bos-mutants.ts';
import { MUTANTS } from './mutants/mutants.ts';
import { makePlan } from './plan/make-plan.ts';
import type { Plan } from './plan/plan.ts';
import { showPlan } from './plan/show-plan.ts';
import { shrink } from './plan/shrink.ts';
import { type RunOptions, runPlan } from './run-plan.ts';

type Print = (line: string) => void;

const USAGE = `npm run simulate -- [--seeds 10000] [--from 1]     run many worlds, and print the totals
npm run simulate -- --seed 42 [--trace]            run one world again; if it fails, print the smallest world that fails
npm run simulate -- … --facts                      sweeps keep facts between each other
npm run simulate -- … --bos                        the store has the capabilities of BOS
npm run simulate -- … --mutant '<name>'            run a broken handler: ${[...Object.keys(MUTANTS), ...Object.keys(BOS_MUTANTS)].join('; ')}`;

/** The most runs for shrinking. */
const SHRINKING = 12_000;

/**
 * The command line of the simulator. Returns the exit code: 0 if all worlds end right, 1 if one ends wrong, 2 for wrong
 * usage.
 */
export async function simulate(args: readonly string[], print: Print): Promise<number> {
  const options = readOptions(args);
  if (options === undefined) {
    print(USAGE);
    return 2;
  }
  const { seed, from, seeds, trace, facts, bos } = options;
  const mutant = { facts, bos, ...(options.mutant === undefined ? {} : { mutant: options.mutant }) };
  if (seed !== undefined) return replay(seed, trace, mutant, print);
  // Refusals are frequent here, and creating their stack traces takes longer than answering.
  Error.stackTraceLimit = 0;
  const tally = createTally();
  const started = performance.now();
  for (let at = from; at < from + seeds; at++) {
    const result = await runPlan(planOf(at, mutant), optionsOf(mutant));
    tally.add(at, result);
    if (result.problem !== undefined) print(`seed ${at} ends wrong: ${result.problem}\n  ${commandFor(at, mutant)}`);
  }
  for (const line of tally.lines((performance.now() - started) / 1000, process.cpuUsage().user / 1e6)) print(line);
  return tally.wrong().length === 0 ? 0 : 1;
}

interface Mutant {
  readonly mutant?: string;
  readonly facts: boolean;
  readonly bos: boolean;
}

function planOf(seed: number, { facts, bos }: Mutant): Plan {
  const plan = bos ? withBos(makePlan(seed)) : makePlan(seed);
  return facts ? withFacts(plan) : plan;
}

const ALL_MUTANTS = { ...MUTANTS, ...FACT_MUTANTS, ...BOS_MUTANTS };

function optionsOf({ mutant }: Mutant): RunOptions {
  const functions = mutant === undefined ? undefined : ALL_MUTANTS[mutant];
  return functions === undefined ? {} : { functions };
}

function commandFor(seed: number, { mutant, facts, bos }: Mutant): string {
  return `npm run simulate -- --seed ${seed}${facts ? ' --facts' : ''}${bos ? ' --bos' : ''}${mutant === undefined ? '' : ` --mutant '${mutant}'`}`;
}

/** Runs one seed. If it ends wrong, shows the smallest world found that ends wrong, step by step. */
async function replay(seed: number, trace: boolean, mutant: Mutant, print: Print): Promise<number> {
  const options = optionsOf(mutant);
  const plan = planOf(seed, mutant);
  const { problem, digest } = await runPlan(plan, trace ? { ...options, trace: print } : options);
  print(`seed ${seed}: ${digest}`);
  if (problem === undefined) {
    print('ends right');
    return 0;
  }
  print(`ends wrong: ${problem}`);
  const fails = async (smaller: typeof plan) => (await runPlan(smaller, options)).problem !== undefined;
  const smallest = await shrink(plan, fails, SHRINKING);
  print('\nThe smallest world found that still fails:');
  for (const line of showPlan(smallest)) print(`  ${line}`);
  print('');
  const last = await runPlan(smallest, { ...options, trace: print });
  print(`\nwrong: ${last.problem}`);
  return 1;
}

function readOptions(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seeds: { type: 'string', default: '10000' },
        from: { type: 'string', default: '1' },
        seed: { type: 'string' },
        trace: { type: 'boolean', default: false },
        mutant: { type: 'string' },
        facts: { type: 'boolean', default: false },
        bos: { type: 'boolean', default: false },
      },
    });
    const numbers = [values.seeds, values.from, values.seed ?? '1'].map(Number);
    if (!numbers.every((value) => Number.isSafeInteger(value) && value > 0)) return undefined;
    if (values.mutant !== undefined && ALL_MUTANTS[values.mutant] === undefined) return undefined;
    const [seeds = 1, from = 1, seed = 1] = numbers;
    return {
      seeds,
      from,
      trace: values.trace,
      mutant: values.mutant,
      facts: values.facts,
      bos: values.bos,
      seed: values.seed === undefined ? undefined : seed,
    };
  } catch {
    return undefined;
  }
}

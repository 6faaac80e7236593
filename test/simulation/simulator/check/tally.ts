import type { RunResult } from '../run-plan.ts';

/** The totals of many runs. */
export interface Tally {
  add(seed: number, result: RunResult): void;
  /** @param busy seconds of processor time */
  lines(seconds: number, busy: number): readonly string[];
  wrong(): readonly number[];
}

export function createTally(): Tally {
  const faults = new Map<string, number>();
  const worlds = new Map<string, number>();
  const wrong: number[] = [];
  const sums = { seeds: 0, answered: 0, operations: 0, objects: 0, handlers: 0, rests: 0, checks: 0, deployments: 0 };
  const echo = { raised: 0, delivered: 0, requests: 0, writes: 0 };
  const most = { calm: 0, busy: 0 };
  const count = (counts: Map<string, number>, name: string, by: number): void =>
    void counts.set(name, (counts.get(name) ?? 0) + by);
  return {
    add: (seed, result) => {
      sums.seeds++;
      sums.answered += result.answered;
      sums.operations += result.operations;
      sums.handlers += result.handlers;
      sums.objects = Math.max(sums.objects, result.objects);
      sums.rests += result.rests;
      sums.checks += result.checks;
      sums.deployments += result.deployments;
      for (const name of ECHO) echo[name] += result.echo[name];
      const world = result.calm ? 'calm' : 'busy';
      most[world] = Math.max(most[world], result.mostWrites);
      count(worlds, result.world, 1);
      for (const [kind, times] of result.faults) count(faults, kind, times);
      if (result.problem !== undefined) wrong.push(seed);
    },
    wrong: () => wrong,
    lines: (seconds, busy) => [
      `seeds       ${number(sums.seeds)}`,
      `worlds      ${[...worlds]
        .sort()
        .map(([world, times]) => `${number(times)} ${world}`)
        .join(', ')}; up to ${sums.objects} objects`,
      `activity    ${number(sums.operations)} operations, ${number(sums.deployments)} changes of the rules, ${number(sums.handlers)} handlers`,
      `faults      ${number([...faults.values()].reduce((sum, times) => sum + times, 0))}`,
      ...[...faults].sort().map(([kind, times]) => `            ${number(times).padStart(9)} ${kind}`),
      `states      ${number(sums.answered)} requests answered`,
      `own events  ${number(echo.raised)} raised, ${number(echo.delivered)} delivered: ${number(echo.requests)} requests, ${number(echo.writes)} writes`,
      `writes      of an alias per reason: at most ${rounded(most.calm)} in calm worlds, ${rounded(most.busy)} in others`,
      `rests       ${number(sums.rests)}, ${number(sums.checks)} aliases compared with the oracle`,
      `wrong ends  ${number(wrong.length)}`,
      `seconds     ${seconds.toFixed(1)}, CPU time ${busy.toFixed(1)} (${number(Math.round(sums.seeds / busy))} seeds per CPU second)`,
    ],
  };
}

const ECHO = ['raised', 'delivered', 'requests', 'writes'] as const;

function rounded(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}

import { expect, test } from 'vitest';
import type { Plan } from './plan/plan.ts';
import { CATALOGUE } from './plan/rule-catalogue.ts';
import type { RuleSpec } from './plan/rule-spec.ts';
import { runPlan } from './run-plan.ts';

function rule(name: string, changes: Partial<RuleSpec> = {}): RuleSpec {
  const spec = CATALOGUE.find((one) => one.spec.name === name)?.spec;
  if (spec === undefined) throw new TypeError(`the catalogue has no rule ${name}`);
  return { ...spec, onDelete: 'repoint', onConflict: 'refuse', guard: false, ...changes };
}

function upload(key: string) {
  return { do: 'upload', key, body: 0 } as const;
}

function deploy(rules: readonly RuleSpec[], lag = 0) {
  return { do: 'deploy', rules, lag } as const;
}

function dayKey(day: string): string {
  return `data/dt=${day}/part.parquet`;
}

const calm: Omit<Plan, 'rules' | 'bursts' | 'schedule'> = {
  versioning: 'Enabled',
  parallel: 1,
  batch: 1,
  retries: 0,
  source: 'queue',
  before: [],
  faults: [],
};

/** Failures that a run of 100,000 seeds found, after shrinking. */
const PLANS: Readonly<Record<string, Omit<Plan, 'schedule'>>> = {
  // No event reports the greater object before the sweep, and the link's own event is the first to list it.
  'a new guarded alias is first written for a lesser object': {
    ...calm,
    rules: [rule('data')],
    bursts: [
      [upload(dayKey('2026-10-06'))],
      [deploy([rule('data', { aliases: [{ key: 'newest-data' }], guard: true })])],
      [upload(dayKey('2025-03-27'))],
    ],
  },
  'an alias is a candidate under the new rules': {
    ...calm,
    rules: [rule('zone')],
    bursts: [[upload('zones/b7/30')], [deploy([rule('zone'), rule('parcel')])], [upload('zones/b7/31')]],
  },
  // Both overrule each other until the older instances are gone.
  'instances with older rules guard the same aliases': {
    ...calm,
    parallel: 3,
    rules: [rule('build', { guard: true })],
    bursts: [
      [upload('builds/dev/451383/out.zip'), upload('builds/dev/7/out.zip')],
      [deploy([rule('build', { name: 'build-2', order: { by: 'lexical', on: 'n' }, guard: true })], 60_000)],
      [upload('builds/dev/8/out.zip'), upload('builds/dev/500000/out.zip')],
    ],
  },
};

test.each(Object.entries(PLANS))('%s', async (_, plan) => {
  for (let schedule = 1; schedule <= 100; schedule++) {
    const { problem, deployments } = await runPlan({ ...plan, schedule });
    expect([schedule, problem, deployments]).toEqual([schedule, undefined, 1]);
  }
});

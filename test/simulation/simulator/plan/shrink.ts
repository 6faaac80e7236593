import type { Operation, Plan } from './plan.ts';
import type { RuleSpec } from './rule-spec.ts';

/** Runs a plan. Returns true if it ends wrong. */
export type Fails = (plan: Plan) => Promise<boolean>;

/** How many orders to try for each smaller plan. */
const SCHEDULES = 40;

/**
 * Removes everything from a plan that is not needed for it to end wrong: bursts, operations, faults, changes of the
 * rules, rules, aliases, handlers. A smaller plan runs in another order, so each is tried in several orders.
 *
 * @param most the maximum number of runs.
 */
export async function shrink(plan: Plan, fails: Fails, most: number): Promise<Plan> {
  let smallest = plan;
  let left = most;
  const failing = async (smaller: Plan): Promise<Plan | undefined> => {
    for (let i = 0; i < SCHEDULES && left > 0; i++) {
      left--;
      const tried = { ...smaller, schedule: i === 0 ? smaller.schedule : i };
      if (await fails(tried)) return tried;
    }
    return undefined;
  };
  for (let again = true; again && left > 0; ) {
    again = false;
    for (const smaller of smallerPlans(smallest)) {
      const found = await failing(smaller);
      if (found === undefined) continue;
      smallest = found;
      again = true;
      break;
    }
  }
  return smallest;
}

/** Smaller plans, the largest cuts first. */
function* smallerPlans(plan: Plan): Generator<Plan> {
  for (const faults of cuts(plan.faults)) yield { ...plan, faults };
  for (const bursts of cuts(plan.bursts)) yield { ...plan, bursts };
  for (const [i, burst] of plan.bursts.entries()) {
    for (const less of cuts(burst)) yield { ...plan, bursts: plan.bursts.with(i, less) };
  }
  for (const before of cuts(plan.before)) yield { ...plan, before };
  yield* plansWithSimplerDeployments(plan);
  for (const [i, rule] of plan.rules.entries()) {
    if (plan.rules.length > 1) yield { ...plan, rules: plan.rules.toSpliced(i, 1) };
    for (const aliases of cuts(rule.aliases)) {
      if (aliases.length > 0) yield { ...plan, rules: plan.rules.with(i, { ...rule, aliases }) };
    }
    if (rule.guard) yield { ...plan, rules: plan.rules.with(i, { ...rule, guard: false }) };
  }
  if (plan.bursts.length > 1) yield { ...plan, bursts: [plan.bursts.flat()] };
  for (let parallel = 1; parallel < plan.parallel; parallel++) yield { ...plan, parallel };
  if (plan.batch > 1) yield { ...plan, batch: 1 };
  if (plan.retries > 0) yield { ...plan, retries: 0 };
  for (const [i, fault] of plan.faults.entries()) {
    if (fault.times > 1) yield { ...plan, faults: plan.faults.with(i, { ...fault, times: 1 }) };
  }
}

/**
 * Smaller changes of the rules: one rule fewer, one rule unchanged, fewer aliases, or an earlier end of the former
 * instances.
 */
function* plansWithSimplerDeployments(plan: Plan): Generator<Plan> {
  for (const [i, burst] of plan.bursts.entries()) {
    for (const [j, operation] of burst.entries()) {
      if (operation.do !== 'deploy') continue;
      for (const simpler of simplerDeployments(operation, plan.rules)) {
        yield { ...plan, bursts: plan.bursts.with(i, burst.with(j, simpler)) };
      }
    }
  }
}

type Deployment = Extract<Operation, { do: 'deploy' }>;

function* simplerDeployments(deployment: Deployment, former: readonly RuleSpec[]): Generator<Deployment> {
  const { rules, lag } = deployment;
  if (lag > 0) yield { ...deployment, lag: 0 };
  for (const [i, rule] of rules.entries()) {
    if (rules.length > 1) yield { ...deployment, rules: rules.toSpliced(i, 1) };
    const before = former.find(({ name }) => name === rule.name);
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(rule)) {
      yield { ...deployment, rules: rules.with(i, before) };
    }
    for (const aliases of cuts(rule.aliases)) {
      if (aliases.length > 0) yield { ...deployment, rules: rules.with(i, { ...rule, aliases }) };
    }
  }
}

/** A list without half of it, without a quarter, and so on down to one element. */
function* cuts<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let size = list.length; size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < list.length; from += size) yield list.toSpliced(from, size);
  }
}

import type { Plan } from './plan.ts';
import { regexOf } from './rule-spec.ts';

/** A plan in lines that a person can read. */
export const showPlan = (plan: Plan): readonly string[] => [
  `bucket: versioning ${plan.versioning}${plan.before.length > 0 ? `, ${plan.before.length} objects before` : ''}`,
  `handlers: ${plan.parallel} at once, up to ${plan.batch} events each, ${plan.retries} retries, events by ${plan.source}`,
  ...plan.rules.map(
    ({ name, pattern, order, aliases, onDelete, onConflict, guard }) =>
      `rule ${name}: ${regexOf(pattern)} by ${order.by} -> ${aliases.map(({ key }) => key).join(', ')}; ` +
      `onDelete ${onDelete}, onConflict ${onConflict}${guard ? ', guard' : ''}`,
  ),
  ...plan.bursts.map((burst, i) => `burst ${i + 1}: ${burst.map((one) => JSON.stringify(one)).join(' ')}`),
  ...plan.faults.map(
    ({ kind, of, at, times }) => `fault: ${kind}, of the ${of} number ${at}${times > 1 ? `, ${times} times` : ''}`,
  ),
];

import type { Operation, Plan } from './plan.ts';
import { type RuleSpec, regexOf } from './rule-spec.ts';

/** A plan as readable lines. */
export function showPlan(plan: Plan): readonly string[] {
  return [
    `bucket: ${plan.bos === true ? 'on BOS, ' : ''}versioning ${plan.versioning}${plan.before.length > 0 ? `, ${plan.before.length} objects before` : ''}`,
    `handlers: ${plan.parallel} at once, up to ${plan.batch} events each, ${plan.retries} retries, events by ${plan.source}`,
    ...plan.rules.map(showRule),
    ...plan.bursts.map((burst, i) => `burst ${i + 1}: ${burst.map(showOperation).join(' ')}`),
    ...plan.faults.map(
      ({ kind, of, at, times }) => `fault: ${kind}, at number ${at} of the ${of}${times > 1 ? `, ${times} times` : ''}`,
    ),
  ];
}

export function showOperation(operation: Operation): string {
  return operation.do === 'deploy'
    ? `deploy, older instances accept work for ${operation.lag} ms {${operation.rules.map(showRule).join(' | ')}}`
    : JSON.stringify(operation);
}

function showRule({ name, prefix, pattern, order, aliases, onDelete, onConflict, guard, ...more }: RuleSpec): string {
  return (
    `rule ${name}: ${prefix}* ${regexOf(pattern)} by ${order.by} -> ${aliases.map(({ key }) => key).join(', ')}; ` +
    `onDelete ${JSON.stringify(onDelete)}, onConflict ${onConflict}${guard ? ', guard' : ''} ${JSON.stringify(more)}`
  );
}

import type { Operation, Plan } from '../plan/plan.ts';

/**
 * The same world, with sweeps that keep facts and with minutes of quiet between bursts. It leaves out the changes that a
 * listing does not show: an older version of the same second that becomes current again, versioning that is enabled, and a
 * clock of the store that is set back. The daily full pass corrects what they leave.
 */
export function withFacts(plan: Plan): Plan {
  return { ...plan, facts: true, bursts: plan.bursts.map((burst) => burst.map(harmless)) };
}

function harmless(operation: Operation): Operation {
  if (operation.do === 'step-clock') return { do: 'step-clock', by: Math.abs(operation.by) };
  if (operation.do === 'versioning') return { do: 'sweep' };
  return operation.do === 'delete-version' ? { do: 'delete', key: operation.key } : operation;
}

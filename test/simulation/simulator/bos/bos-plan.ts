import { seededRandom } from '../../../rules/seeded-random.ts';
import type { Operation, Plan } from '../plan/plan.ts';

/**
 * The same world on a store with the capabilities of BOS, where another program also writes links over candidates, markers
 * and files of releases, and removes them again or replaces them by objects.
 */
export function withBos(plan: Plan): Plan {
  const random = seededRandom(plan.schedule + 1);
  const linksOver = (operation: Operation): readonly Operation[] => {
    if (operation.do !== 'upload' || random.below(4) > 0) return [operation];
    const { key } = operation;
    const link = { do: 'link', key, target: random.pick(['theirs', `${key}x`]) } as const;
    return random.pick([
      [link],
      [operation, link],
      [link, operation],
      [link, { do: 'wait', by: random.below(3000) }, { do: 'delete', key }],
    ]);
  };
  return { ...plan, bos: true, bursts: plan.bursts.map((burst) => burst.flatMap(linksOver)) };
}

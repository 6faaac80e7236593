import { type AliasFinding, isAlias } from '../../../handlers/look/look-at-aliases.ts';
import { status } from '../../../handlers/look/status.ts';
import type { RuleSet } from '../../../rules/rule-set.ts';
import type { Store } from '../../../stores/store.ts';
import { count } from '../../terminal/count.ts';

/**
 * What a sweep by these rules would do to a bucket, in one line: `3 aliases to create, 1 to move, 24 that stay`. Reads
 * only.
 */
export async function countChanges(store: Store, ruleSet: RuleSet): Promise<string> {
  const found = { create: 0, move: 0, rewrite: 0, remove: 0, refuse: 0, stay: 0 };
  const { states } = await status(
    { store, ruleSet, log: () => {}, now: Date.now },
    {
      onFinding: (finding) => {
        if (isAlias(finding) && finding.state !== 'absent') found[kindOf(finding)] += 1;
      },
    },
  );
  const parts: readonly (readonly [n: number, words: string])[] = [
    [found.create, 'to create'],
    [found.move, 'to move'],
    [found.rewrite, 'to write again with the same target'],
    [found.remove, 'to remove'],
    [found.refuse, 'refused, since a real object has the key'],
    [found.stay, found.stay === 1 ? 'that stays' : 'that stay'],
    [states.orphaned, 'that no rule defines any more (autoalias prune lists them)'],
    [states.failed, 'that could not be read'],
  ];
  const [first, ...more] = parts.filter(([n]) => n > 0);
  if (first === undefined) return 'no alias yet';
  return [`${count(first[0], 'alias', 'aliases')} ${first[1]}`, ...more.map(([n, words]) => `${n} ${words}`)].join(
    ', ',
  );
}

function kindOf({ change, from, to }: AliasFinding): 'create' | 'move' | 'rewrite' | 'remove' | 'refuse' | 'stay' {
  if (change === 'none') return 'stay';
  if (change !== 'point') return change;
  if (from === null) return 'create';
  return from === to ? 'rewrite' : 'move';
}

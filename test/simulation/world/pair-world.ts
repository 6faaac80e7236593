import type { AliasTask } from '../../../src/aliases/model/task.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import type { Layout, See } from './layout.ts';
import type { Operation } from './operation.ts';
import { put } from './operations.ts';
import { runAtOnce } from './run-at-once.ts';
import { candidate } from './single-alias.ts';
import { candidatesIn } from './single-layout.ts';
import { taskFor } from './world-task.ts';
import { wrongTarget } from './wrong-target.ts';

const ALIASES = ['a/latest', 'a/newest'] as const;

const ruleSet = parseRules(
  `version: 1
rules:
  - name: a
    match: { prefix: a/, regex: '^a/(?<n>[0-9]+)/x$' }
    order: { by: number, on: n }
    aliases: [${ALIASES.join(', ')}]
`,
  'world.yaml',
);

/** Objects are uploaded, and both aliases are right, in one instant. No event is left. */
export function pairOf(...numbers: readonly number[]): Operation {
  const uploads = numbers.map(put);
  return {
    name: uploads.map(({ name }) => name).join(', '),
    do: (store, nth) => {
      for (const [i, upload] of uploads.entries()) upload.do(store, nth * 16 + i);
      const task = taskFor(PAIR, { kind: 'sweep' }, 0, store.capabilities);
      for (const one of pairTasks(task) ?? []) runAtOnce(reconcile(one), store);
      return [];
    },
  };
}

function wrong(see: See): string | undefined {
  const numbers = candidatesIn(see);
  const winner = numbers.length === 0 ? undefined : candidate(Math.max(...numbers));
  const complaints = ALIASES.map((alias) => wrongTarget(see, alias, winner));
  return complaints.find((complaint) => complaint !== undefined);
}

/** Two aliases of the same candidates. A handler updates both, and reads the object of its event once for both. */
export const PAIR: Layout = { ruleSet, aliases: ALIASES, isFolder: true, wrong };

/** The tasks of both aliases. Undefined in another world. */
export function pairTasks(task: AliasTask): readonly AliasTask[] | undefined {
  if (task.rule !== ruleSet.rules[0]) return undefined;
  return task.rule.templates.map((template, i) => ({ ...task, template, alias: ALIASES[i] ?? '' }));
}

import type { AliasTask } from '../../../src/aliases/model/task.ts';
import { advance } from '../../../src/aliases/settle/advance.ts';
import { type Handler, SHIPPED } from '../explorer/explorer.ts';
import { seeing } from './seeing.ts';
import { grownUpAtSecondSight, noCandidates } from './sights.ts';

/** Broken protocols that each ignore one part of a rule. */
export const RULE_MUTANTS: Readonly<Record<string, Handler>> = {
  'age ignored by advance': (task, key) =>
    key === task.alias
      ? SHIPPED.advance(task, key)
      : advance({ ...task, template: { ...task.template, minimumAge: undefined } }, key),
  'age taken from the listing, not from the look at the winner': (task, key) =>
    seeing(SHIPPED.advance(task, key), grownUpAtSecondSight),
  'fallback forgotten': (task, key) => SHIPPED.advance({ ...task, rule: { ...task.rule, fallback: undefined } }, key),
  'fallback taken although a candidate exists': (task, key) => seeing(SHIPPED.advance(task, key), noCandidates),
  'protected ignored': (task, key) => SHIPPED.advance(unprotected(task), key),
  'protected ignored by the sweep': (task, key) =>
    SHIPPED.advance(task.cause.kind === 'sweep' ? unprotected(task) : task, key),
};

function unprotected(task: AliasTask): AliasTask {
  return { ...task, template: { ...task.template, protected: false } };
}

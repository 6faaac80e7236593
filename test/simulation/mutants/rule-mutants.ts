import type { AliasTask } from '../../../src/aliases/model/task.ts';
import { applyChange } from '../../../src/aliases/reconcile/apply-change.ts';
import { fieldsOf } from '../../rules/rule-fields.ts';
import { type Handler, SHIPPED } from '../explorer/explorer.ts';
import { seeing } from './seeing.ts';
import { noCandidates, oldEnoughWhenRead } from './sights.ts';

/** Broken protocols that each ignore one part of a rule. */
export const RULE_MUTANTS: Readonly<Record<string, Handler>> = {
  'age ignored by applyChange': (task, key) =>
    key === task.alias
      ? SHIPPED.applyChange(task, key)
      : applyChange({ ...task, template: { ...fieldsOf(task.template), minimumAge: undefined } }, key),
  'age taken from the listing instead of the winner’s HeadObject': (task, key) =>
    seeing(SHIPPED.applyChange(task, key), oldEnoughWhenRead),
  'archived ignored by applyChange': (task, key) =>
    key === task.alias
      ? SHIPPED.applyChange(task, key)
      : applyChange({ ...task, template: { ...fieldsOf(task.template), archived: 'allow' } }, key),
  'archived ignored by the sweep': (task, key) =>
    SHIPPED.applyChange(
      task.cause.kind === 'sweep' ? { ...task, template: { ...fieldsOf(task.template), archived: 'allow' } } : task,
      key,
    ),
  'fallback ignored': (task, key) =>
    SHIPPED.applyChange({ ...task, rule: { ...fieldsOf(task.rule), fallback: undefined } }, key),
  'fallback used although a candidate exists': (task, key) => seeing(SHIPPED.applyChange(task, key), noCandidates),
  'protected ignored': (task, key) => SHIPPED.applyChange(unprotected(task), key),
  'protected ignored by the sweep': (task, key) =>
    SHIPPED.applyChange(task.cause.kind === 'sweep' ? unprotected(task) : task, key),
};

function unprotected(task: AliasTask): AliasTask {
  return { ...task, template: { ...fieldsOf(task.template), protected: false } };
}

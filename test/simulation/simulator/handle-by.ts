import type { AliasTask } from '../../../src/aliases/alias-task.ts';
import { joinCauses } from '../../../src/aliases/cause.ts';
import type { Outcome } from '../../../src/aliases/outcome.ts';
import type { Protocol } from '../../../src/aliases/protocol.ts';
import { handleAlias } from '../../../src/handlers/handle-alias.ts';
import { aliasTask, type KeyChange } from '../../../src/handlers/handle-changes.ts';
import type { HandlerContext } from '../../../src/handlers/handler-context.ts';
import { matchKey } from '../../../src/rules/match-key.ts';
import { narrowestPrefix } from '../../../src/rules/narrowest-prefix.ts';
import type { Handle } from './handlers-at-work.ts';

/** How one alias is made right after changes of these keys. */
export type ProtocolFor = (task: AliasTask, keys: readonly string[]) => Protocol<Outcome>;

/** What handleChanges does, with another protocol in the place of the shipped one. */
export const handleBy =
  (protocolFor: ProtocolFor): Handle =>
  (context, changes) => {
    const work = new Map<
      string,
      { readonly task: AliasTask; readonly keys: Set<string>; readonly changes: KeyChange[] }
    >();
    for (const change of changes) {
      for (const task of tasksFor(context, change)) {
        const known = work.get(task.alias) ?? { task, keys: new Set(), changes: [] };
        known.keys.add(change.key);
        known.changes.push(change);
        work.set(task.alias, known);
      }
    }
    return Promise.all(
      [...work.values()].map((one) => {
        const causes = one.changes.map(({ cause }) => cause);
        const cause = joinCauses([one.task.cause, ...causes.slice(1)]);
        const task = { ...one.task, cause, mayOverrule: context.overrules?.allows(one.task.alias) ?? true };
        return handleAlias(context, task, protocolFor(task, [...one.keys]));
      }),
    );
  };

const tasksFor = ({ ruleSet }: HandlerContext, { key, cause }: KeyChange): readonly AliasTask[] => {
  const { matches } = matchKey(ruleSet, key);
  const tasks = matches.map(({ rule, form, alias, reading }) => ({
    ...{ rule, form, alias, cause },
    prefix: narrowestPrefix(rule, form, reading.groups),
  }));
  const own = tasks.length > 0 ? undefined : aliasTask(ruleSet, key, cause);
  const looks = own?.rule.guard || cause.kind !== 'change' || cause.event.startsWith('ObjectRemoved');
  return own !== undefined && looks ? [own] : tasks;
};

import type { AliasTask } from '../../../src/aliases/alias-task.ts';
import { type Cause, joinCauses } from '../../../src/aliases/cause.ts';
import type { Outcome } from '../../../src/aliases/outcome.ts';
import type { Protocol } from '../../../src/aliases/protocol.ts';
import { eachLimited } from '../../../src/handlers/each-limited.ts';
import { type Handled, handleAlias } from '../../../src/handlers/handle-alias.ts';
import { aliasTask, type KeyChange } from '../../../src/handlers/handle-changes.ts';
import { CONCURRENCY, type HandlerContext } from '../../../src/handlers/handler-context.ts';
import { matchKey } from '../../../src/rules/match-key.ts';
import { narrowestPrefix } from '../../../src/rules/narrowest-prefix.ts';

/** How changes are handled. */
export type Handle = (context: HandlerContext, changes: readonly KeyChange[]) => Promise<readonly Handled[]>;

/** How one alias is made right after changes of these keys. */
export type ProtocolFor = (task: AliasTask, keys: readonly string[]) => Protocol<Outcome>;

/** What handleChanges does, with another protocol in the place of the shipped one. */
export const handleBy =
  (protocolFor: ProtocolFor): Handle =>
  async (context, changes) => {
    const work = new Map<string, Work>();
    for (const change of changes) {
      for (const task of tasksFor(context, change)) {
        const known = work.get(task.alias);
        if (known === undefined) work.set(task.alias, { task, keys: new Set([change.key]), causes: [change.cause] });
        else {
          known.keys.add(change.key);
          known.causes.push(change.cause);
        }
      }
    }
    const handled: Handled[] = [];
    await eachLimited(work.values(), CONCURRENCY, async ({ task: alias, keys, causes }) => {
      const mayOverrule = context.overrules?.allows(alias.alias) ?? true;
      const task = { ...alias, cause: joinCauses(causes), mayOverrule };
      handled.push(await handleAlias(context, task, protocolFor(task, [...keys])));
    });
    return handled;
  };

interface Work {
  readonly task: AliasTask;
  readonly keys: Set<string>;
  readonly causes: [Cause, ...Cause[]];
}

const tasksFor = ({ ruleSet, now: clock }: HandlerContext, { key, cause }: KeyChange): readonly AliasTask[] => {
  const now = clock();
  const { matches } = matchKey(ruleSet, key);
  const tasks = matches.map(({ rule, form, alias, reading }) => ({
    ...{ rule, form, alias, cause, now },
    prefix: narrowestPrefix(rule, form, reading.groups),
  }));
  const own = tasks.length > 0 ? undefined : aliasTask(ruleSet, key, cause, now);
  const looks = own?.rule.guard || cause.kind !== 'change' || cause.event.startsWith('ObjectRemoved');
  return own !== undefined && looks ? [own] : tasks;
};

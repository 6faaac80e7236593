import { type Cause, joinCauses } from '../../../src/aliases/model/cause.ts';
import type { Outcome } from '../../../src/aliases/model/outcome.ts';
import type { Protocol } from '../../../src/aliases/model/protocol.ts';
import type { AliasTask, ReleaseTask } from '../../../src/aliases/model/task.ts';
import { aliasTask, releaseTask } from '../../../src/aliases/model/task.ts';
import { type ReleaseOutcome, settleRelease } from '../../../src/aliases/release/settle-release.ts';
import { CONCURRENCY, type HandlerContext } from '../../../src/handlers/function/handler-context.ts';
import { eachLimited } from '../../../src/handlers/work/concurrency.ts';
import { type Handled, handleAlias, handleRelease } from '../../../src/handlers/work/handle-alias.ts';
import type { KeyChange } from '../../../src/handlers/work/handle-changes.ts';
import { matchKey } from '../../../src/rules/match/match-key.ts';
import { narrowestPrefix } from '../../../src/rules/match/narrowest-prefix.ts';
import { releasesOf } from '../../../src/rules/match/read-release.ts';

/** How changes are handled. */
export type Handle = (context: HandlerContext, changes: readonly KeyChange[]) => Promise<readonly Handled[]>;

/** How one alias is made right after changes of these keys. */
export type ProtocolFor = (task: AliasTask, keys: readonly string[]) => Protocol<Outcome>;

/** How aliases that move together are made right. */
export type ReleaseProtocolFor = (task: ReleaseTask, keys: readonly string[]) => Protocol<ReleaseOutcome>;

/** What handleChanges does, with other protocols in the places of the shipped ones. */
export function handleBy(protocolFor: ProtocolFor, releaseFor: ReleaseProtocolFor = settleRelease): Handle {
  return async (context, changes) => {
    const work = new Map<string, Work>();
    for (const change of changes) {
      for (const task of tasksFor(context, change)) {
        const name = nameOf(task);
        const known = work.get(name);
        if (known === undefined) work.set(name, { task, keys: new Set([change.key]), causes: [change.cause] });
        else {
          known.keys.add(change.key);
          known.causes.push(change.cause);
        }
      }
    }
    const handled: Handled[] = [];
    await eachLimited(work.values(), CONCURRENCY, async ({ task: one, keys, causes }) => {
      const mayOverrule = context.overrules?.allows('group' in one ? one.group.name : one.alias) ?? true;
      const more = { cause: joinCauses(causes), mayOverrule };
      if ('group' in one) {
        const memory = context.groups?.of(nameOf(one));
        const task = { ...one, ...more, keys: [...keys], ...(memory && { memory }) };
        handled.push(...(await handleRelease(context, task, releaseFor(task, [...keys]))));
        return;
      }
      const task = { ...one, ...more };
      handled.push(await handleAlias(context, task, protocolFor(task, [...keys])));
    });
    return handled;
  };
}

function nameOf(task: AliasTask | ReleaseTask): string {
  return 'group' in task ? `${task.template.digest} ${task.group.name}` : task.alias;
}

interface Work {
  readonly task: AliasTask | ReleaseTask;
  readonly keys: Set<string>;
  readonly causes: [Cause, ...Cause[]];
}

function tasksFor(
  { ruleSet, now: clock }: HandlerContext,
  { key, cause }: KeyChange,
): readonly (AliasTask | ReleaseTask)[] {
  const now = clock();
  const { matches } = matchKey(ruleSet, key);
  const releases = releasesOf(ruleSet, key).map(({ reading: _, ...group }) => ({ ...group, ruleSet, cause, now }));
  const alone = matches.filter(({ template }) => template.grouping === undefined);
  const tasks = alone.map(({ rule, template, alias, reading }) => ({
    rule,
    template,
    alias,
    cause,
    now,
    prefix: narrowestPrefix(rule, template, reading.groups),
  }));
  const bears = matches.length > 0 || releases.length > 0;
  const own = bears ? undefined : aliasTask(ruleSet, key, cause, now);
  const looks = own?.rule.guard || cause.kind !== 'change' || cause.event.startsWith('ObjectRemoved');
  if (own !== undefined && looks) return [releaseTask(ruleSet, own) ?? own];
  return [...tasks, ...releases];
}

import type { AliasTask } from '../aliases/alias-task.ts';
import {
  type AliasState,
  type PlannedAlias,
  type PlannedChange,
  planAlias,
  planLinkApart,
} from '../aliases/plan-alias.ts';
import type { Protocol } from '../aliases/protocol.ts';
import { lookAtOrphan } from '../aliases/prune-alias.ts';
import { aliasTask } from './handle-changes.ts';
import { CONCURRENCY, type HandlerContext } from './handler-context.ts';
import { mapOrdered } from './map-ordered.ts';
import { type Cost, runProtocol } from './run-protocol.ts';
import { type Scope, type Walked, type WalkedAlias, type WalkedLink, walkAliases } from './walk-aliases.ts';

/** One alias as it is, and as the rules say. */
export interface Finding {
  readonly rule: string;
  readonly alias: string;
  /**
   * - `orphaned`: a link of ours where no rule gives an alias any more
   * - `failed`: it could not be looked at
   */
  readonly state: AliasState | 'orphaned' | 'failed';
  readonly change: PlannedChange;
  readonly from: string | null;
  readonly to: string | null;
  readonly why: string;
  /** There is a link, and nothing that can be read where it points. */
  readonly broken: boolean;
}

export interface LookOptions extends Omit<Scope, 'prefix'> {
  /** The key of one alias, or what listed keys begin with; everything that the rules bear on where it is absent. */
  readonly of?: string | undefined;
  /** Look at links that no rule gives, too. */
  readonly orphans?: boolean;
  readonly concurrency?: number;
}

/** What looking cost so far. */
export interface Looked extends Walked {
  aliases: number;
}

export const nothingLooked = (): Looked => ({ aliases: 0, objects: 0, requests: 0, doneUpTo: undefined });

/**
 * Looks at aliases and writes nothing. Memory is bounded by the aliases of one prefix.
 *
 * @param looked is kept up to date while it goes on.
 */
export async function* lookAtAliases(
  context: HandlerContext,
  { of, orphans = false, concurrency = CONCURRENCY, ...rest }: LookOptions,
  looked: Looked,
): AsyncGenerator<Finding> {
  // What ends with a slash is meant as the beginning of keys, though a template could give it.
  const one = of === undefined || of.endsWith('/') ? undefined : aliasTask(context.ruleSet, of, CAUSE, context.now());
  const scope = { ...rest, ...(of === undefined ? {} : { prefix: of }) };
  const items = one === undefined ? walkAliases(context, scope, looked) : [alone(one)];
  const look = (item: WalkedAlias | WalkedLink) => lookAt(context, item, orphans, looked);
  for await (const finding of mapOrdered(items, concurrency, look)) {
    if (finding === undefined) continue;
    looked.aliases++;
    yield finding;
  }
}

/** A sweep's, not that of a person who names an alias: what a sweep leaves away is not missing. */
const CAUSE = { kind: 'sweep', byHand: true } as const;

const alone = ({ rule, form, alias, prefix }: AliasTask): WalkedAlias => ({
  ...{ kind: 'alias', rule, form, alias, prefix },
  ...{ shown: undefined, again: false, after: undefined },
});

const lookAt = async (
  { store, now }: HandlerContext,
  item: WalkedAlias | WalkedLink,
  orphans: boolean,
  looked: Looked,
): Promise<Finding | undefined> => {
  if (item.kind === 'ownerless' && !orphans) return undefined;
  const cost: Cost = { requests: 0, roundTrips: 0 };
  try {
    const protocol = item.kind === 'alias' ? findingOf(item, now()) : orphanAt(item.alias);
    return await runProtocol(protocol, store, cost);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const rule = item.kind === 'alias' ? item.rule.name : '';
    return { rule, alias: item.alias, state: 'failed', change: 'none', from: null, to: null, why, broken: false };
  } finally {
    looked.requests += cost.requests;
  }
};

function* findingOf(
  { rule, form, alias, prefix, shown, again }: WalkedAlias,
  now: number,
): Protocol<Finding | undefined> {
  const task = { rule, form, alias, prefix, cause: CAUSE, now };
  const planned = again ? yield* planLinkApart(task) : yield* planAlias(task, shown);
  return planned === undefined ? undefined : { rule: rule.name, alias, ...withoutLink(planned) };
}

const withoutLink = ({ current: _, ...planned }: PlannedAlias): Omit<PlannedAlias, 'current'> => planned;

function* orphanAt(alias: string): Protocol<Finding | undefined> {
  const orphan = yield* lookAtOrphan(alias);
  if (orphan === undefined) return undefined;
  const { rule, target, broken } = orphan;
  const why = `it was written for rule ${rule}, and no rule gives it any more; autoalias prune takes it away`;
  return { rule, alias, state: 'orphaned', change: 'none', from: target, to: null, why, broken };
}

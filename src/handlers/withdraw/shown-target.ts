import { readVersions } from '../../aliases/look/history.ts';
import { readRecord } from '../../aliases/model/alias-record.ts';
import { orderTextOf } from '../../aliases/model/classify-object.ts';
import { type Pin, pinText } from '../../aliases/model/pin.ts';
import { ask } from '../../aliases/model/protocol.ts';
import type { AliasTask } from '../../aliases/model/task.ts';
import { activePin } from '../../aliases/pins/active-pin.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import type { StoreCapabilities } from '../../stores/store-capabilities.ts';
import type { SymlinkFound } from '../../stores/store-response.ts';
import { CONCURRENCY, type HandlerContext } from '../function/handler-context.ts';
import { mapOrdered } from '../work/concurrency.ts';
import { runProtocol } from '../work/run-protocol.ts';
import { type CandidateLister, isNamed } from './list-candidates.ts';

/** An alias that a rollback names, and what it points at. */
export interface ShownTarget {
  readonly task: AliasTask;
  readonly link: SymlinkFound;
}

/**
 * Reads an alias that a command rolls back. Undefined if there is no link.
 *
 * @throws AutoaliasError `alias-refused` if autoalias did not write what is there.
 */
export async function readShownTarget({ store }: HandlerContext, task: AliasTask): Promise<ShownTarget | undefined> {
  const { alias } = task;
  const link = await store.send({ operation: 'GetSymlink', key: alias });
  if (link.found === 'none') return undefined;
  if (link.found === 'symlink' && readRecord(link) !== undefined) return { task, link };
  const what = link.found === 'object' ? 'a real object' : 'a link that autoalias did not write';
  throw new AutoaliasError('alias-refused', `${what} is at ${alias}, so it cannot be rolled back; nothing was written`);
}

/** The pin that holds the alias now. A rollback does not move a pinned alias. */
export function pinOf({ task, link }: ShownTarget): Pin | undefined {
  return activePin(task, link);
}

/** @throws AutoaliasError `alias-refused` if any of the aliases is pinned. */
export function refusePinned(shown: readonly ShownTarget[]): void {
  const pinned = shown.flatMap((one) => {
    const pin = pinOf(one);
    return pin === undefined ? [] : [`${one.task.alias} (${pinText(pin)})`];
  });
  if (pinned.length === 0) return;
  const keys = pinned.length === 1 ? 'it' : 'them';
  throw new AutoaliasError(
    'alias-refused',
    `a rollback does not move a pinned alias: ${pinned.join(', ')}; unpin ${keys} first (autoalias unpin), or withdraw the object by its key. Nothing was written`,
  );
}

/** Whether an alias points at what a person names by its key, version, release or version id. */
export function isShown({ task, link }: ShownTarget, text: string): boolean {
  const record = readRecord(link);
  return isNamed(task, link.target, text) || link.versionId === text || record?.identity.versionId === text;
}

/**
 * Throws if none of the aliases ever pointed at `from` or has such a candidate. Otherwise a typing error would be reported like
 * a rollback that was already done.
 */
export async function checkFrom(
  context: HandlerContext,
  list: CandidateLister,
  aliases: readonly ShownTarget[],
  from: string,
): Promise<void> {
  const [first, ...others] = aliases;
  if (first === undefined) return;
  const versions = new Set<string>();
  const look = async (alias: ShownTarget): Promise<boolean> => {
    for (const { key } of await list(alias.task)) versions.add(orderTextOf(alias.task, key));
    return mayHaveShown(context, list, alias, from);
  };
  for await (const hasShown of mapOrdered(aliases, CONCURRENCY, look)) if (hasShown) return;
  const who = others.length === 0 ? `${first.task.alias} never` : `none of ${aliases.length} aliases ever`;
  throw new AutoaliasError(
    'alias-refused',
    `${who} showed ${from}, as far as is known; ${releasesText([...versions])}. Nothing was written`,
  );
}

/** How many releases a message names. */
const MOST_NAMED = 5;

function releasesText(versions: readonly string[]): string {
  if (versions.length === 0) return 'there is no release now; name a key or version that autoalias history shows';
  const more = versions.length > MOST_NAMED ? ` and ${versions.length - MOST_NAMED} others` : '';
  return `there are ${versions.slice(0, MOST_NAMED).join(', ')}${more}; name one of them, or a key or version that autoalias history shows`;
}

async function mayHaveShown(
  { store }: HandlerContext,
  list: CandidateLister,
  { task, link }: ShownTarget,
  from: string,
): Promise<boolean> {
  if ((await list(task)).some(({ key }) => isNamed(task, key, from))) return true;
  if ((readRecord(link)?.before ?? []).some((key) => isNamed(task, key, from))) return true;
  const { links } = await runProtocol(readLinks(store.capabilities, task.alias), store);
  return [...links.values()].some((version) => isShown({ task, link: version }, from));
}

/** How many versions of an alias are searched. */
const MOST_VERSIONS = 100;

function* readLinks(capabilities: StoreCapabilities, alias: string) {
  const versioning = yield* ask({ operation: 'GetBucketVersioning' });
  return yield* readVersions(capabilities, versioning, alias, MOST_VERSIONS);
}

import { compareKeys } from '../../compare-keys.ts';
import { digest } from '../../rules/compile/digest/digest.ts';
import { aliasRefusal, matchKey } from '../../rules/match/match-key.ts';
import type { UnreadObjects } from '../../rules/match/unread.ts';
import type { ReleaseChoice } from '../../rules/release-choice.ts';
import type { ListedObject } from '../../stores/store-response.ts';
import { createUnreadCollector } from '../look/collect-unread.ts';
import { countsAsLink } from '../look/found-alias.ts';
import type { Protocol } from '../model/protocol.ts';
import { isNeverAlias, type ReleaseTask } from '../model/task.ts';
import { listChoice } from '../reconcile/find-winner.ts';
import { listAll } from '../reconcile/list-all.ts';

/** What a listing shows of a group: the release to point at, and every alias to write, delete or leave as it is. */
export interface ReleaseListing {
  readonly choice: ReleaseChoice;
  readonly aliases: readonly string[];
}

/** A {@link ReleaseListing}, and what is needed to recognize that the next listing is the same. */
export interface ReleaseSnapshot extends ReleaseListing {
  /** When the newest link of the group was written, or file that was listed without a type. Unix milliseconds. */
  readonly newestLink: number;
  /**
   * A digest. Two listings have the same one only if the release is the same, and its files and the links have the same
   * ETags and times.
   */
  readonly fingerprint: string;
  /**
   * By alias: the objects that would be its candidates if the order could read them. Empty unless a person asked for it,
   * because each listed key is then matched with all rules.
   */
  readonly unread: ReadonlyMap<string, UnreadObjects>;
}

/** Lists the files from which the release of a group is chosen, and the links of the group. */
export function* listRelease(task: ReleaseTask): Protocol<ReleaseSnapshot> {
  const { template, group, prefix, memory } = task;
  const links = new Map<string, ListedObject>();
  const noteLink = (object: ListedObject): void => {
    if (object.type === undefined ? isNeverAlias(task.ruleSet, object.key) : object.type !== 'Symlink') return;
    if (template.grouping?.groupOfAlias(object.key)?.name === group.name) links.set(object.key, object);
  };
  const unread = countUnread(task);
  const listLinks = function* (): Protocol<void> {
    if (!group.aliasPrefix.startsWith(prefix)) yield* listAll(group.aliasPrefix, noteLink);
  };
  // The fingerprint that shows that the files are proven needs the links.
  const { listsLinks } = task.capabilities;
  if (!listsLinks) yield* listLinks();
  const choice = yield* listChoice(task, group.name, {
    show(object, listing) {
      noteLink(object);
      unread.add(object, listing);
    },
    isProven: (seen) => fingerprintOf(seen, links) === memory?.recall(),
  });
  if (listsLinks) yield* listLinks();
  const times = [...links.values(), ...choice.unproven].map(({ lastModified }) => lastModified);
  return {
    ...releaseListing(task, choice, links.keys()),
    newestLink: times.reduce((a, b) => Math.max(a, b), 0),
    fingerprint: fingerprintOf(choice, links),
    unread: unread.counted(),
  };
}

/** Counts the unread objects of a group for `apply`. A group can be listed several times; the last listing counts. */
function countUnread(task: ReleaseTask) {
  const { ruleSet, cause } = task;
  let collector = createUnreadCollector(ruleSet, () => {});
  let last = 0;
  return {
    add(object: ListedObject, listing: number): void {
      const { key } = object;
      if (cause.kind !== 'apply' || countsAsLink(ruleSet, object)) return;
      if (listing !== last) collector = createUnreadCollector(ruleSet, () => {});
      last = listing;
      collector.add(key, matchKey(ruleSet, key));
    },
    counted: (): ReadonlyMap<string, UnreadObjects> =>
      new Map(collector.take(task).map(({ alias, unread }) => [alias, unread])),
  };
}

function fingerprintOf({ chosen, unproven }: ReleaseChoice, links: ReadonlyMap<string, ListedObject>): string {
  const rows = [...links].map(([alias, { etag, lastModified }]) => [alias, etag, lastModified]);
  const members = [...(chosen?.members ?? [])].map(([alias, file]) => [alias, file.key, file.etag, file.lastModified]);
  const files = unproven.map(({ key, etag, lastModified }) => [key, etag, lastModified]);
  return digest(JSON.stringify([chosen?.id, members.sort(byAlias), rows.sort(byAlias), files.sort(byAlias)]));
}

function byAlias([a]: readonly unknown[], [b]: readonly unknown[]): number {
  return compareKeys(String(a), String(b));
}

/** @param others links of the group, and other keys that may be its aliases */
export function releaseListing(
  { ruleSet, template }: Pick<ReleaseTask, 'ruleSet' | 'template'>,
  choice: ReleaseChoice,
  others: Iterable<string>,
): ReleaseListing {
  const aliases = new Set([...(choice.chosen?.members.keys() ?? []), ...others]);
  return { choice, aliases: [...aliases].filter((alias) => aliasRefusal(ruleSet, template, alias) === undefined) };
}

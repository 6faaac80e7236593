import { type ShownTarget, shownAt } from '../../aliases/past/shown-target.ts';
import { createVersionFinder, type VersionPlace } from '../../aliases/past/version-place.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import type { Store } from '../../stores/store.ts';
import type { ListedVersion } from '../../stores/store-response.ts';
import { CONCURRENCY } from '../function/handler-context.ts';
import { mapOrdered } from '../work/concurrency.ts';
import { type Cost, runProtocol } from '../work/run-protocol.ts';
import { listVersions } from './list-versions.ts';
import { refuseFolder } from './refuse-folder.ts';
import { refuseWithoutVersions } from './refuse-without-versions.ts';
import { isoTime } from './shown-view.ts';

/** Which aliases to compare, and the two moments in Unix milliseconds. */
export interface DiffOptions {
  /** The key of one alias, or a prefix of keys. */
  readonly of: string;
  readonly isPrefix: boolean;
  readonly from: number;
  readonly to: number;
}

/** An alias that showed different targets at two moments. */
export interface AliasDifference {
  readonly alias: string;
  readonly from: ShownTarget;
  readonly to: ShownTarget;
  /** How many versions of the alias were written after the earlier moment, up to the later one. */
  readonly writes: number;
}

/** What {@link diffAliases} has done so far. */
export interface DiffProgress {
  /** Links that existed at one of the two moments. */
  aliases: number;
  /** Listed versions of all keys. */
  versions: number;
  requests: number;
}

/** Creates the progress of a comparison that has not begun. */
export function createDiffProgress(): DiffProgress {
  return { aliases: 0, versions: 0, requests: 0 };
}

/**
 * Yields each alias that showed another target, or another version of its target, at one moment than at the other. The
 * aliases come in key order. Uses no rules: every link under the prefix is compared. Memory does not grow with the bucket.
 *
 * @throws AutoaliasError `alias-refused` for a bucket without versions; `usage` if `from` is later than `to`, or for a key
 * without a version that is a prefix of other keys.
 */
export async function* diffAliases(
  store: Store,
  options: DiffOptions,
  progress: DiffProgress = createDiffProgress(),
): AsyncGenerator<AliasDifference> {
  const { of, isPrefix, from, to } = options;
  if (from > to) {
    throw new AutoaliasError(
      'usage',
      `the first moment, ${isoTime(from)}, is later than the second, ${isoTime(to)}; exchange from and to`,
    );
  }
  progress.requests++;
  const { status } = await store.send({ operation: 'GetBucketVersioning' });
  refuseWithoutVersions(store, status, 'the past of its aliases is unknown');
  const compare = async (found: ChangedKey): Promise<AliasDifference | undefined> => {
    const cost: Cost = { requests: 0, roundTrips: 0 };
    const shown = (place: VersionPlace): Promise<ShownTarget> =>
      runProtocol(shownAt(found.key, place, status), store, cost);
    const [before, after] = await Promise.all([shown(found.from), shown(found.to)]);
    progress.requests += cost.requests;
    return isSame(before, after) ? undefined : { alias: found.key, from: before, to: after, writes: found.writes };
  };
  for await (const difference of mapOrdered(changedKeys(store, options, progress), CONCURRENCY, compare)) {
    if (difference !== undefined) yield difference;
  }
  if (isPrefix || progress.versions > 0) return;
  progress.requests += 2;
  await refuseFolder(store, of);
}

/** A key that had a link at one of the moments, and another version at the other one. */
interface ChangedKey {
  readonly key: string;
  readonly from: VersionPlace;
  readonly to: VersionPlace;
  readonly writes: number;
}

async function* changedKeys(
  store: Store,
  { of, isPrefix, from, to }: DiffOptions,
  progress: DiffProgress,
): AsyncGenerator<ChangedKey> {
  const countRequest = (): void => {
    progress.requests++;
  };
  let walk: KeyWalk | undefined;
  function* ended(): Generator<ChangedKey> {
    const found = walk?.end();
    if (found === undefined) return;
    progress.aliases++;
    if (found.from.version?.versionId !== found.to.version?.versionId) yield found;
  }
  for await (const version of listVersions(store, of, countRequest)) {
    // The key itself is listed before any key that it is a prefix of.
    if (!isPrefix && version.key !== of) break;
    progress.versions++;
    if (walk?.key !== version.key) {
      yield* ended();
      walk = createKeyWalk(version.key, from, to);
    }
    walk.show(version);
  }
  yield* ended();
}

/** Collects what the versions of one key show. Keeps at most four of them. */
interface KeyWalk {
  readonly key: string;
  show(version: ListedVersion): void;
  /** The versions at both moments. Undefined if neither of them is a link. */
  end(): ChangedKey | undefined;
}

function createKeyWalk(key: string, from: number, to: number): KeyWalk {
  const before = createVersionFinder(from);
  const after = createVersionFinder(to);
  let writes = 0;
  return {
    key,
    show(version) {
      before.show(version);
      after.show(version);
      if (version.lastModified > from && version.lastModified <= to) writes++;
    },
    end() {
      const places = { from: before.place, to: after.place };
      const isLink = [places.from, places.to].some(({ version }) => version?.type === 'Symlink');
      return isLink ? { key, ...places, writes } : undefined;
    },
  };
}

function isSame(a: ShownTarget, b: ShownTarget): boolean {
  return a.shows === b.shows && a.target === b.target && a.targetVersionId === b.targetVersionId;
}

import { describe, expect, test } from 'vitest';
import type { Cause } from '../../../src/aliases/model/cause.ts';
import type { AliasTask } from '../../../src/aliases/model/task.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { mayCreateAgain } from '../../../src/aliases/reconcile/tombstone.ts';
import { defined } from '../../../src/defined.ts';
import { runProtocol } from '../../../src/handlers/work/run-protocol.ts';
import type { Store } from '../../../src/stores/store.ts';
import { BOS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import type { ListedVersion, NotFound, ObjectFound, SymlinkFound } from '../../../src/stores/store-response.ts';
import { aliasWorld, created, key, LATEST, markerKey, removed } from '../alias-world.ts';
import { foreignLink, linkTo, NOTHING, runOn, targetOf } from '../targets.ts';

const world = aliasWorld('Enabled', '    onDelete: remove\n');
const sweep = world.task({ kind: 'sweep' });

function version(lastModified: number, deleteMarker: boolean, of = LATEST): ListedVersion {
  return {
    key: of,
    versionId: `v${lastModified}`,
    isLatest: false,
    lastModified,
    deleteMarker,
  };
}

interface Case {
  readonly task?: AliasTask;
  readonly winner?: string;
  readonly uploaded?: number;
  readonly versioned?: boolean;
  /** The link that this handler has removed. */
  readonly removed?: SymlinkFound;
  /** The alias's versions, newest first. */
  readonly versions?: readonly ListedVersion[];
  /** The version below the delete marker. */
  readonly below?: SymlinkFound | NotFound;
  /** What is at the key of the former target. */
  readonly target?: ObjectFound | NotFound;
}

function returns({
  task = sweep,
  winner = '1.0.0',
  uploaded = 1000,
  versioned = true,
  removed,
  versions = [],
  below = NOTHING,
  target = NOTHING,
}: Case) {
  return runOn(
    mayCreateAgain(
      task,
      targetOf(task, key(winner), { lastModified: uploaded, versionId: versioned ? 'v' : undefined }),
      removed,
    ),
    (request) => {
      if (request.operation === 'HeadObject') return target;
      return request.operation === 'ListObjectVersions' ? { versions, prefixes: [] } : below;
    },
  );
}

const marker = version(5000, true);
const gone = [marker, version(4000, false)];

/** The delete marker of a bucket whose versioning is suspended. */
const SUSPENDED: ListedVersion = { ...marker, versionId: 'null' };

function was(of: string) {
  return linkTo(sweep, targetOf(sweep, key(of)));
}

/** The same for a target with this version id. */
function wasAt(of: string, versionId: string | undefined) {
  return linkTo(sweep, targetOf(sweep, key(of), { versionId }));
}

/** The former target, in the version that the alias had recorded. */
function there(of: string): ObjectFound {
  const { etag, lastModified, versionId } = targetOf(sweep, key(of)).identity;
  return { found: 'object', etag, lastModified, size: 1, headers: {}, metadata: {}, ...defined({ versionId }) };
}

function withdrawn(version: string): Cause {
  return { kind: 'change', event: 'ObjectCreated:PutObject', key: markerKey(version) };
}

function restored(version: string): Cause {
  return { kind: 'change', event: 'ObjectRemoved:DeleteObject', key: markerKey(version) };
}

function withoutVersions(cause: Cause = { kind: 'sweep' }): AliasTask {
  return { ...world.task(cause), capabilities: BOS_CAPABILITIES };
}

describe('an alias that is away', () => {
  test.each<[what: string, Case, asked: number]>([
    ['of a rule that repoints', { task: aliasWorld('Enabled').task({ kind: 'sweep' }) }, 0],
    ['by a person’s word', { task: world.task({ kind: 'apply' }), versions: gone, below: was('2.0.0') }, 0],
    ['that never was, in a versioned bucket', {}, 1],
    ['that only longer keys have a history for', { versions: [version(5000, true, `${LATEST}.sig`)] }, 1],
    ['that is there', { versions: [version(5000, false), marker] }, 1],
    ['for what was uploaded after the removal', { versions: gone, uploaded: 5001 }, 1],
    ['for a greater release than it had', { versions: gone, winner: '2.0.0', below: was('1.0.0') }, 2],
    ['that was a foreign link', { versions: gone, below: foreignLink('x') }, 2],
    ['that had been no link at all', { versions: gone, below: NOTHING }, 2],
    ['whose target is not a candidate', { versions: gone, below: { ...was('1.0.0'), target: 'x' } }, 2],
    ['unversioned, for the upload of the winner', { versioned: false, task: world.task(created('1.0.0')) }, 1],
    ['its target is there, so it was withdrawn', { versions: gone, below: was('2.0.0'), target: there('2.0.0') }, 3],
    ['by the command restore', { task: world.task({ kind: 'by-hand', what: 'restore' }), versions: gone }, 0],
    ['unversioned, for a late event of the marker', { versioned: false, task: world.task(withdrawn('1.0.0')) }, 1],
    ['unversioned, for the target that was removed', { versioned: false, removed: wasAt('1.0.0', undefined) }, 1],
    ['suspended, for the removal of the marker', { versions: [SUSPENDED], task: world.task(restored('1.0.0')) }, 1],
    ['suspended, for the target that was removed', { versions: [SUSPENDED], removed: wasAt('1.0.0', 'v') }, 1],
    ['unversioned, for the removal of the marker', { versioned: false, task: world.task(restored('1.0.0')) }, 1],
    ['without versions of links, for the upload of the winner', { task: withoutVersions(created('1.0.0')) }, 0],
    [
      'without versions of links, for the target that was removed',
      { task: withoutVersions(), removed: wasAt('1.0.0', 'v') },
      0,
    ],
  ])('returns: %s', (_, input, asked) => {
    const ran = returns(input);
    expect(ran.result).toBe(true);
    expect(ran.asked).toHaveLength(asked);
  });

  test.each<[what: string, Case, asked: number]>([
    ['for an older release than it had', { versions: gone, below: was('1.1.0') }, 3],
    ['for the release that it had', { versions: gone, below: was('1.0.0') }, 3],
    [
      'its target was deleted and uploaded again with an older time',
      { versions: gone, below: was('1.0.0'), target: { ...there('1.0.0'), versionId: 'another' } },
      3,
    ],
    [
      'by the command withdraw',
      { task: world.task({ kind: 'by-hand', what: 'withdraw' }), versions: gone, below: was('1.1.0') },
      3,
    ],
    ['unversioned, for the removal of another marker', { versioned: false, task: world.task(restored('0.9.0')) }, 1],
    ['where its history below the marker is gone', { versions: [marker] }, 1],
    ['where it was removed twice', { versions: [marker, version(4000, true)] }, 1],
    ['unversioned, in a sweep', { versioned: false }, 1],
    ['without versions of links, in a sweep', { task: withoutVersions() }, 0],
    ['without versions of links, for another target', { task: withoutVersions(), removed: wasAt('0.9.0', 'v') }, 0],
    ['suspended, in a sweep', { versions: [SUSPENDED] }, 1],
    ['unversioned, for another target than it removed', { versioned: false, removed: wasAt('0.9.0', undefined) }, 1],
    ['versioned, for a late event of the marker', { versions: [marker], task: world.task(withdrawn('1.0.0')) }, 1],
    ['versioned, for the target that was removed', { versions: [marker], removed: wasAt('1.0.0', 'v') }, 1],
    ['unversioned, for the upload of another', { versioned: false, task: world.task(created('0.9.0')) }, 1],
    ['unversioned, for a removal', { versioned: false, task: world.task(removed('1.0.0')) }, 1],
  ])('stays away: %s', (_, input, asked) => {
    const ran = returns(input);
    expect(ran.result).toBe(false);
    expect(ran.asked).toHaveLength(asked);
  });
});

describe('the record of a deletion that a slow handler writes over a newer link', () => {
  const SECOND = 1000;

  /** Runs the removal of an alias whose target 2.0.0 was deleted, and does something before it writes. */
  async function slowRemoval(meanwhile: (other: ReturnType<typeof aliasWorld>) => Promise<void>) {
    const made = aliasWorld('Enabled', '    onDelete: remove\n');
    await made.put('2.0.0');
    await made.run(reconcile(made.task({ kind: 'sweep' })));
    await made.remove('2.0.0');
    let step: Promise<void> | undefined;
    const slow: Store = {
      ...made.store,
      send: async (request) => {
        if (request.operation === 'PutSymlink') step ??= meanwhile(made);
        await step;
        return made.store.send(request);
      },
    };
    await runProtocol(reconcile(made.task(removed('2.0.0'))), slow);
    expect(step).toBeDefined();
    const link = await made.store.send({ operation: 'GetSymlink', key: LATEST });
    return { made, target: link.found === 'symlink' ? link.target : undefined };
  }

  async function removeFirst(made: ReturnType<typeof aliasWorld>) {
    await made.run(reconcile(made.task(removed('2.0.0'))));
    made.clock.now += SECOND;
  }

  test('does not hide the link: its target exists, so the alias comes back', async () => {
    const { target } = await slowRemoval(async (made) => {
      await removeFirst(made);
      await made.put('1.0.0');
      await made.run(reconcile(made.task(created('1.0.0'))));
      expect((await made.latest()).target).toBe(key('1.0.0'));
      made.clock.now += SECOND;
    });
    expect(target).toBe(key('1.0.0'));
  });

  test('is compared by the link that it hides: nothing that is less brings the alias back', async () => {
    const { made, target } = await slowRemoval(async (other) => {
      await removeFirst(other);
      await other.put('3.0.0');
      await other.put('2.5.0');
      await other.run(reconcile(other.task(created('3.0.0'))));
      await other.remove('3.0.0');
      other.clock.now += SECOND;
    });
    expect(target).toBeUndefined();
    await made.run(reconcile(made.task(created('2.5.0'))));
    expect(await made.store.send({ operation: 'GetSymlink', key: LATEST })).toMatchObject({ found: 'none' });
  });

  test('alone leaves the alias away', async () => {
    const { target } = await slowRemoval(removeFirst);
    expect(target).toBeUndefined();
  });
});

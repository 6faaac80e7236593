import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import semver from 'semver';
import { listLinks } from '../../src/cli/dev/demo/demo.ts';
import { listObjects } from '../../src/handlers/walk/list-objects.ts';
import type { Store } from '../../src/stores/store.ts';
import type { LocalCloud } from './local-cloud.ts';

/** A real release history: every published version of vite. */
export const VERSIONS = readFileSync('src/cli/dev/demo/vite-versions.txt', 'utf8').trim().split('\n');

/**
 * Retries until the store answers: it may be down for a moment, for example after a kill. Unacknowledged requests are
 * sent again.
 */
export async function insist<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries >= 100) throw error;
      await sleep(100);
    }
  }
}

/** Waits until no event is queued or being delivered. */
export async function untilQuiet(cloud: LocalCloud): Promise<void> {
  for (let quiet = 0; quiet < 3; ) {
    const { queue } = await cloud.stats();
    quiet = (queue.ready ?? 0) + (queue.later ?? 0) + (queue.inFlight ?? 0) === 0 ? quiet + 1 : 0;
    await sleep(100);
  }
}

/**
 * Waits like {@link untilQuiet}, and replays dead letters as an operator would. CFC retries only three times, so an event whose
 * function is killed four times becomes one.
 */
export async function untilHandled(cloud: LocalCloud): Promise<void> {
  for (;;) {
    await untilQuiet(cloud);
    const answer = await fetch(`${cloud.api()}/local/dead-letters`);
    const { deadLetters } = (await answer.json()) as { deadLetters: readonly { readonly id: string }[] };
    if (deadLetters.length === 0) return;
    for (const { id } of deadLetters) await fetch(`${cloud.api()}/local/dead-letters/${id}/replay`, { method: 'POST' });
  }
}

/** The expected target of each alias, computed only from semver and the names of the existing objects. */
export function expectedAliases(keys: Iterable<string>): Record<string, string> {
  const best: Record<string, { version: string; key: string }> = {};
  for (const key of keys) {
    const [, app = '', version = '', file = ''] = key.split('/');
    const release = semver.prerelease(version) === null;
    const names = [...(release ? ['latest', `v${semver.major(version)}`] : []), 'next'];
    for (const alias of names.map((name) => `releases/${app}/${name}/${file}`)) {
      const known = best[alias];
      if (known === undefined || semver.gt(version, known.version)) best[alias] = { version, key };
    }
  }
  return Object.fromEntries(Object.entries(best).map(([alias, { key }]) => [alias, key]));
}

/** Every object, and the target of every link. */
export async function listBucket(store: Store): Promise<{ objects: Set<string>; links: Record<string, string> }> {
  const objects = new Set<string>();
  for await (const { key, type } of listObjects(store, '')) if (type !== 'Symlink') objects.add(key);
  const links = await listLinks(store, '');
  return { objects, links: Object.fromEntries(links.map(({ key, target }) => [key, target])) };
}

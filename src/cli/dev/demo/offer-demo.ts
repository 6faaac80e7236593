import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { listObjects } from '../../../handlers/walk/list-objects.ts';
import type { Cloud } from '../../../local/cloud/cloud-options.ts';
import { matchKey } from '../../../rules/match/match-key.ts';
import type { RuleSet } from '../../../rules/rule-set.ts';
import type { Store } from '../../../stores/store.ts';
import { createCountdown, createProgress, type Screen } from '../activity/progress.ts';
import { DEMO_PREFIX, releaseKey, runDemo } from './demo.ts';

export interface DemoOffer {
  readonly cloud: Pick<Cloud, 'stats'>;
  readonly store: Store;
  readonly dataDir: string;
  readonly ruleSet: RuleSet;
  readonly versions: readonly string[];
  readonly say: (text: string) => void;
  /** Where progress is shown. */
  readonly screen: Screen;
  readonly signal: AbortSignal;
}

/** Runs the demo in a bucket that was never written to, or the rest of a demo that was interrupted. */
export async function offerDemo(offer: DemoOffer): Promise<void> {
  const { cloud, store, say, screen, signal, ruleSet } = offer;
  // If no rule defines aliases for the releases, the demo would show nothing.
  if (matchKey(ruleSet, releaseKey('1.0.0')).matches.length === 0) return;
  const marker = join(offer.dataDir, 'demo-unfinished');
  const missing = await missingReleases(offer, marker);
  if (missing === undefined) return;
  writeFileSync(marker, '');
  const table = await runDemo({
    cloud,
    store,
    versions: missing,
    random: Math.random,
    now: () => performance.now(),
    progress: (label, total) => createProgress(label, total, screen),
    countdown: (label) => createCountdown(label, screen),
    sleep: setTimeout,
    signal,
  });
  if (table === undefined) return say('The demo is not finished; the next start continues it');
  rmSync(marker, { force: true });
  say(table);
}

/** The versions that are not uploaded yet, or undefined if the demo must not run. Prints which it is. */
async function missingReleases(
  { store, versions, say }: DemoOffer,
  marker: string,
): Promise<readonly string[] | undefined> {
  if (!existsSync(marker)) {
    // The data directory can exist before the first upload: a start that found its port taken leaves one behind.
    if (!(await isUntouched(store))) return undefined;
    say(`The bucket is empty: uploading the ${versions.length} releases of vite in random order`);
    return versions;
  }
  const uploaded = await uploadedReleases(store);
  if (uploaded === undefined) {
    say('The demo was interrupted. The bucket has other objects now, so the demo does not continue');
    rmSync(marker, { force: true });
    return undefined;
  }
  const missing = versions.filter((version) => !uploaded.has(releaseKey(version)));
  const rest =
    missing.length === 0
      ? `all ${versions.length} releases of vite are uploaded; handling the events that are left`
      : `uploading the last ${missing.length} of ${versions.length} releases of vite`;
  say(`The demo was interrupted: ${rest}`);
  return missing;
}

/** The uploaded keys of the demo, or undefined if the bucket has other objects. */
async function uploadedReleases(store: Store): Promise<ReadonlySet<string> | undefined> {
  const keys = new Set<string>();
  for await (const { key } of listObjects(store, '')) {
    if (!key.startsWith(DEMO_PREFIX)) return undefined;
    keys.add(key);
  }
  return keys;
}

/** Whether nothing was ever written to a versioned bucket. Deleted objects leave their versions. */
export async function isUntouched(store: Store): Promise<boolean> {
  return (await store.send({ operation: 'ListObjectVersions', maxKeys: 1 })).versions.length === 0;
}

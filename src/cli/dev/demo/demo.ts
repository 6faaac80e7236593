import { gzipSync } from 'node:zlib';
import { listObjects } from '../../../handlers/walk/list-objects.ts';
import type { Cloud } from '../../../local/cloud/cloud-options.ts';
import { shuffled } from '../../../local/queue/read-ahead.ts';
import type { Store } from '../../../stores/store.ts';
import { textTable } from '../../terminal/text-table.ts';
import type { Countdown, Progress } from '../activity/progress.ts';

export interface DemoParts {
  readonly cloud: Pick<Cloud, 'stats'>;
  readonly store: Store;
  readonly versions: readonly string[];
  readonly progress: (label: string, total: number) => Progress;
  readonly countdown: (label: string) => Countdown;
  readonly random: () => number;
  /** Milliseconds, for durations only. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  /** When it is aborted, the demo ends as soon as it can. */
  readonly signal: AbortSignal;
}

const CONNECTIONS = 32;
const POLL_MS = 20;

/** What every key of the demo begins with, aliases included. */
export const DEMO_PREFIX = 'releases/vite/';

/** Where the demo puts a release. */
export function releaseKey(version: string): string {
  return `${DEMO_PREFIX}${version}/vite.tgz`;
}

/**
 * Runs the demo with a real release history: uploads every version in random order, waits until all events are handled,
 * and returns the aliases as a table. Returns undefined if it was aborted.
 */
export async function runDemo(parts: DemoParts): Promise<string | undefined> {
  const { cloud, now } = parts;
  const before = cloud.stats();
  const started = now();
  await upload(parts);
  const uploaded = now();
  await untilQuiet(parts);
  if (parts.signal.aborted) return undefined;
  const quiet = now();
  const after = cloud.stats();
  const events = sum(after.deliveries) - sum(before.deliveries);
  const requests = after.requests - before.requests - parts.versions.length;
  const links = await listLinks(parts.store, DEMO_PREFIX);
  const handled = `${events} events, handled with ${requests} requests`;
  const [uploading, handling] = [milliseconds(uploaded - started), milliseconds(quiet - uploaded)];
  const figures =
    parts.versions.length === 0
      ? `${handled} in ${handling}`
      : `${parts.versions.length} uploads in ${uploading}; ${handled}, the last one ${handling} after the last upload`;
  return [
    ...textTable([['ALIAS', '', 'TARGET'], ...links.map(({ key, target }) => [key, '->', target])]),
    '',
    `${figures}; ${links.length} aliases`,
  ].join('\n');
}

async function upload({ store, versions, random, progress, signal }: DemoParts): Promise<void> {
  const waiting = shuffled(versions, random);
  const bar = progress('uploading', versions.length);
  const connection = async (): Promise<void> => {
    for (let version = waiting.pop(); version !== undefined && !signal.aborted; version = waiting.pop()) {
      const key = releaseKey(version);
      const headers = { contentType: 'application/gzip' };
      await store.send({ operation: 'PutObject', key, body: releaseBody('vite', version), headers });
      bar.advance();
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  bar.done();
}

async function untilQuiet({ cloud, countdown, sleep, signal }: DemoParts): Promise<void> {
  const waiting = (): number => cloud.stats().queue.ready + cloud.stats().queue.later;
  const shown = countdown('events wait to be handled');
  for (let left = waiting(); left > 0 && !signal.aborted; left = waiting()) {
    shown.show(left);
    await sleep(POLL_MS);
  }
  shown.done();
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((a, b) => a + b, 0);
}

function milliseconds(duration: number): string {
  return `${Math.round(duration).toLocaleString('en')} ms`;
}

export interface Link {
  readonly key: string;
  readonly target: string;
}

/** Every symlink under a prefix with its target, in key order. */
export async function listLinks(store: Store, prefix: string): Promise<readonly Link[]> {
  const links: Link[] = [];
  for await (const { key, type } of listObjects(store, prefix)) {
    if (type !== 'Symlink') continue;
    const found = await store.send({ operation: 'GetSymlink', key });
    // It may have been deleted between the two requests.
    if (found.found === 'symlink') links.push({ key, target: found.target });
  }
  return links;
}

/** A small gzip file with the package.json of a version. The bytes depend only on name and version. */
export function releaseBody(name: string, version: string): Uint8Array {
  return gzipSync(`${JSON.stringify({ name, version, description: 'A stand-in for the real package' }, null, 2)}\n`);
}

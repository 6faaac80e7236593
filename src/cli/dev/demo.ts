import type { Cloud } from '../../local/cloud-options.ts';
import { shuffled } from '../../local/queue/shuffled.ts';
import type { Store } from '../../stores/store.ts';
import { textTable } from '../text-table.ts';
import { listLinks } from './list-links.ts';
import type { Progress } from './progress.ts';
import { releaseBody } from './release-body.ts';

export interface DemoParts {
  readonly cloud: Pick<Cloud, 'stats'>;
  readonly store: Store;
  readonly versions: readonly string[];
  readonly progress: (label: string, total: number) => Progress;
  readonly random: () => number;
  /** Milliseconds, for durations only. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  /** Aborted: it ends as soon as it can. */
  readonly signal: AbortSignal;
}

const CONNECTIONS = 32;
const POLL_MS = 20;

/** Where the demo puts a release. */
export const releaseKey = (version: string): string => `releases/vite/${version}/vite.tgz`;

/** The versions of a release history, one per line. */
export const versionsOf = (text: string): readonly string[] => text.split(/\s+/).filter((line) => line !== '');

/**
 * The main job on a real release history: uploads every version in an order of chance, waits until all events are
 * handled, and tells what the aliases became. Gives undefined when it was aborted.
 */
export const runDemo = async (parts: DemoParts): Promise<string | undefined> => {
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
  const links = await listLinks(parts.store, 'releases/vite/');
  return [
    ...textTable([['ALIAS', '', 'TARGET'], ...links.map(({ key, target }) => [key, '->', target])]),
    '',
    `${parts.versions.length} uploads in ${milliseconds(uploaded - started)}; ` +
      `${events} events, handled with ${requests} requests, the last one ${milliseconds(quiet - uploaded)} after the last upload; ` +
      `${links.length} aliases`,
  ].join('\n');
};

const upload = async ({ store, versions, random, progress, signal }: DemoParts): Promise<void> => {
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
};

const untilQuiet = async ({ cloud, sleep, signal }: DemoParts): Promise<void> => {
  const waiting = (): number => cloud.stats().queue.ready + cloud.stats().queue.later;
  while (!signal.aborted && waiting() > 0) await sleep(POLL_MS);
};

const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((a, b) => a + b, 0);

const milliseconds = (duration: number): string => `${Math.round(duration).toLocaleString('en')} ms`;

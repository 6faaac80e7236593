import { setTimeout } from 'node:timers/promises';
import ownRules from '../../../functions/autoalias.yaml';
import { startCloud } from '../../local/cloud.ts';
import type { Cloud, CloudOptions, CloudStats } from '../../local/cloud-options.ts';
import type { Delivery } from '../../local/queue/delivery.ts';
import { queuePlace } from '../../local/queue/queue-place.ts';
import { watchedPrefixes } from '../../rules/covering-prefixes.ts';
import { matchKey } from '../../rules/match-key.ts';
import { parseRules } from '../../rules/parse-rules.ts';
import { createOssStore } from '../../stores/oss/oss-client.ts';
import type { CliIo } from '../cli-io.ts';
import type { CommandResult } from '../command-result.ts';
import { EXIT } from '../exit-code.ts';
import { readRulesText } from '../read-rules-text.ts';
import { releaseKey, runDemo, versionsOf } from './demo.ts';
import { type DevConfig, isLoopback, readDevConfig } from './dev-config.ts';
import type { DevFlags } from './dev-settings.ts';
import { isUntouched } from './is-untouched.ts';
import { keptToken } from './kept-token.ts';
import { openBrowser } from './open-browser.ts';
import { createProgress } from './progress.ts';
import { tryNext } from './try-next.ts';
import versions from './vite-versions.txt';

/** What comes with the command line, and whether a person looks on. */
export interface DevSurroundings {
  /** Absolute path of the functions' bundles. */
  readonly functionsDir: string;
  /** The program of a function instance, bundled. */
  readonly workerFile: URL;
  /** What relative paths are relative to. */
  readonly directory: string;
  readonly stdoutIsTerminal: boolean;
  /** The release history that is uploaded into a bucket that was never written to. */
  readonly versions?: readonly string[];
}

export interface RunFlags extends DevFlags {
  /** Open the API in a browser. */
  readonly open?: boolean;
}

const REGION = 'cn-hangzhou';
/** As `template.yml` schedules it: every five minutes. */
const SWEEP_SECONDS = 300;

/**
 * Runs the local cloud in the foreground until `io.signal`. One JSON line on standard output says when it takes requests
 * and where; what is for people goes there too if it is a terminal, else to standard error.
 */
export const runDev = async (io: CliIo, around: DevSurroundings, flags: RunFlags = {}): Promise<CommandResult> => {
  const { open = false, ...settings } = flags;
  const config = readDevConfig(io.env, around.directory, settings);
  const say = (text: string): void => (around.stdoutIsTerminal ? io.out : io.err)(`${text}\n`);
  const watcher = { isOn: false };
  const token = config.token ?? keptToken(config.dataDir);
  const cloud = await startCloud({
    ...config,
    ...{ region: REGION, sweepSeconds: SWEEP_SECONDS, token },
    ...{ functionsDir: around.functionsDir, workerFile: around.workerFile },
    allowRemote: !isLoopback(config.host),
    ...watched(config),
    delivered: (delivery) => {
      if (watcher.isOn) say(deliveryLine(delivery));
    },
    trouble: (error) => io.err(`local cloud: ${String(error)}\n`),
    notice: (text) => io.err(`local cloud: ${text}\n`),
  });
  try {
    io.out(`${JSON.stringify({ ready: true, store: cloud.store, api: cloud.api, bucket: cloud.bucket })}\n`);
    say(`Store ${cloud.store}, API ${cloud.api}, everything in ${config.dataDir}; Ctrl-C stops it`);
    if (open) void openBrowser(cloud.api, io.err);
    await welcome({ io, around, config, cloud, say, token });
    watcher.isOn = true;
    await untilAborted(io.signal);
    say('Stopping');
  } catch (error) {
    await cloud.close();
    throw error;
  }
  await cloud.close();
  const stats = cloud.stats();
  say(endText(stats));
  return { exitCode: EXIT.done, json: { stopped: true, ...stats }, lines: [] };
};

const endText = ({ requests, deliveries, queue }: CloudStats): string => {
  const waiting = queue.ready + queue.later;
  const rest = waiting === 0 ? 'nothing waits' : `${waiting} events wait for the next start`;
  return `Stopped after ${requests} requests and ${deliveries.succeeded} events handled; ${rest}`;
};

/** What the triggers have to tell of, by the rules. */
const watched = ({ rulesFile }: DevConfig): Pick<CloudOptions, 'triggerPrefixes' | 'watchLinks' | 'queuePlace'> => {
  const ruleSet =
    rulesFile === undefined ? parseRules(ownRules, 'autoalias.yaml') : parseRules(readRulesText(rulesFile), rulesFile);
  return {
    triggerPrefixes: watchedPrefixes(ruleSet),
    watchLinks: ruleSet.rules.some(({ guard }) => guard),
    queuePlace: (bucket, key) => queuePlace(ruleSet, bucket, key),
  };
};

interface Welcome {
  readonly io: CliIo;
  readonly around: DevSurroundings;
  readonly config: DevConfig;
  readonly cloud: Cloud;
  readonly say: (text: string) => void;
  readonly token: string;
}

/** The demo where nothing was ever written, and what to try next. */
const welcome = async ({ io, around, config, cloud, say, token }: Welcome): Promise<void> => {
  // Rules that say nothing of the demo's keys would leave it without aliases, in a bucket that is no place for it.
  if (config.rulesFile === undefined && giveAliases(ownRules)) await demo({ io, around, config, cloud, say });
  if (io.signal.aborted) return;
  const { store, api, bucket } = cloud;
  const { credentials, rulesFile } = config;
  const rules = rulesFile === undefined ? {} : { rulesFile };
  say(`\n${tryNext({ store, api, bucket, region: REGION, credentials, token, ...rules, now: Date.now() })}`);
};

/** Whether the deployment's own rules have an alias for a release of the demo. */
const giveAliases = (rules: string): boolean =>
  matchKey(parseRules(rules, 'autoalias.yaml'), releaseKey('1.0.0')).matches.length > 0;

const demo = async ({ io, around, config, cloud, say }: Omit<Welcome, 'token'>): Promise<void> => {
  const store = createOssStore({
    ...{ endpoint: cloud.store, region: REGION, bucket: cloud.bucket },
    credentials: () => config.credentials,
  });
  try {
    // The directory alone tells nothing: a start that found its port taken leaves one behind.
    if (!(await isUntouched(store))) return;
    const released = around.versions ?? versionsOf(versions);
    say(`The bucket is empty: uploading the ${released.length} releases of vite in an order of chance`);
    const table = await runDemo({
      ...{ cloud, store, versions: released, random: Math.random, now: () => performance.now() },
      progress: (label, total) => createProgress(label, total, { write: io.err, draw: io.draw }),
      sleep: setTimeout,
      signal: io.signal,
    });
    if (table !== undefined) say(table);
  } finally {
    await store.close();
  }
};

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

const deliveryLine = ({
  time,
  functionName,
  eventName,
  key,
  outcome,
  attempt,
  error,
  milliseconds,
}: Delivery): string =>
  [
    new Date(time).toISOString(),
    `${eventName} ${key}`.trim(),
    `-> ${functionName}`,
    attempt === 1 ? outcome : `${outcome} (try ${attempt})`,
    `in ${milliseconds} ms`,
    ...(error === undefined ? [] : [`(${error})`]),
  ].join(' ');

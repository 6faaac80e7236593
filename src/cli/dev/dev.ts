import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startCloud } from '../../local/cloud/cloud.ts';
import type { Cloud, CloudStats } from '../../local/cloud/cloud-options.ts';
import { eventDelivery } from '../../local/triggers/event-path.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { createOssStore } from '../../stores/oss/client/oss-client.ts';
import type { Store } from '../../stores/store.ts';
import type { CliIo } from '../cli-io.ts';
import type { CommandResult } from '../command-result.ts';
import { EXIT } from '../exit-code.ts';
import { readRulesText } from '../options/read-rules-text.ts';
import { count } from '../terminal/count.ts';
import { escapeForTerminal } from '../terminal/escape-for-terminal.ts';
import { createActivityPrinter } from './activity/activity-printer.ts';
import { countChanges } from './activity/count-changes.ts';
import { offerDemo } from './demo/offer-demo.ts';
import { tryNext } from './demo/try-next.ts';
import versions from './demo/vite-versions.txt';
import { openBrowser } from './open-browser.ts';
import { cloudRules, type DevRules, openDevRules } from './rules/dev-rules.ts';
import { createRulesReloader } from './rules/reload-rules.ts';
import { removeOtherSnapshots } from './rules/rules-snapshot.ts';
import { watchFile } from './rules/watch-file.ts';
import { DEFAULT_SECRET, type DevConfig, isLoopback, readDevConfig } from './settings/dev-config.ts';
import type { DevFlags } from './settings/dev-settings.ts';
import { keptToken } from './settings/kept-token.ts';

/** What is installed with the command line, and where it runs. */
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
 * Runs the local cloud in the foreground until `io.signal`. When it is ready for requests, it prints one JSON line with
 * its addresses to standard output. Messages for people go there too if it is a terminal, and to standard error
 * otherwise.
 */
export async function runDev(io: CliIo, around: DevSurroundings, flags: RunFlags = {}): Promise<CommandResult> {
  const { open = false, ...settings } = flags;
  const config = readDevConfig(io.env, around.directory, settings);
  const { dataDir } = config;
  // Read once and before anything is opened: from here on, Ctrl-C closes what is open.
  const { signal } = io;
  const say = (text: string): void => (around.stdoutIsTerminal ? io.out : io.err)(`${text}\n`);
  const warn = (text: string): void => io.err(`${text}\n`);
  const rules = openDevRules(config.rulesFile, around.directory);
  const now: Now = { ruleSet: rules.ruleSet, isDemo: false };
  const printer = createActivityPrinter({ ruleSet: () => now.ruleSet, say, warn, isShown: () => !now.isDemo });
  const token = config.token ?? keptToken(dataDir);
  const firstRules = cloudRules(rules, dataDir);
  const cloud = await startCloud({
    ...config,
    region: REGION,
    sweepSeconds: SWEEP_SECONDS,
    token,
    functionsDir: around.functionsDir,
    workerFile: around.workerFile,
    allowRemote: !isLoopback(config.host),
    ...firstRules,
    ...printer,
    trouble: (error) => warn(`local cloud: ${escapeForTerminal(String(error))}`),
    notice: (text) => warn(`local cloud: ${text}`),
  });
  const store = openStore(cloud, config);
  let stopWatching = (): void => {};
  try {
    if (firstRules.rulesFile !== undefined) removeOtherSnapshots(dataDir, firstRules.rulesFile);
    const { store: oss, api, bos, bucket } = cloud;
    io.out(`${JSON.stringify({ ready: true, store: oss, api, bos, bucket })}\n`);
    say(`Store ${oss} (OSS) and ${bos} (BOS), API ${api}, data in ${dataDir}; press Ctrl-C to stop`);
    say(rulesText(rules, around.directory));
    if (config.events !== 'native') say(eventsText(config));
    if (open) void openBrowser(cloud.api, io.err);
    stopWatching = watchRules({ rules, cloud, store, config, now, say, warn });
    await welcome({ io, signal, around, config, rules, cloud, store, now, say, token });
    await untilAborted(signal);
    say('Stopping: finishing work in progress; press Ctrl-C again to end at once');
  } finally {
    stopWatching();
    await store.close();
    await cloud.close();
  }
  const stats = cloud.stats();
  say(endText(stats));
  return { exitCode: EXIT.done, json: { stopped: true, ...stats }, lines: [] };
}

/** State that changes while it runs. */
interface Now {
  ruleSet: RuleSet;
  isDemo: boolean;
}

function openStore(cloud: Cloud, { credentials }: DevConfig): Store {
  return createOssStore({
    endpoint: cloud.store,
    region: REGION,
    bucket: cloud.bucket,
    credentials: () => credentials,
  });
}

/** The file that other commands look for first. */
const USUAL_FILE = 'autoalias.yaml';

function rulesText({ file, ruleSet }: DevRules, directory: string): string {
  if (file !== undefined) {
    return `Rules: ${escapeForTerminal(file)}, ${count(ruleSet.rules.length, 'rule')}; a change to the file takes effect at once`;
  }
  const isThere = existsSync(join(directory, USUAL_FILE));
  const others = isThere ? `to use the file here, add --rules ${USUAL_FILE}` : 'to use others, add --rules FILE';
  return `Rules: built in; ${others}`;
}

/** Says which events a function gets, because they look different from those of a native trigger. */
function eventsText({ events, batch }: DevConfig): string {
  const { batch: window } = eventDelivery(events, batch);
  const sizes =
    window === undefined ? 'one at a time' : `up to ${window.events} at once, collected for ${window.seconds} s`;
  return `Events: ${events}, ${sizes}`;
}

function endText({ requests, deliveries, queue }: CloudStats): string {
  const waiting = queue.ready + queue.later;
  const rest =
    waiting === 0
      ? 'no events are waiting'
      : `${count(waiting, 'event')} ${waiting === 1 ? 'waits' : 'wait'} for the next start`;
  return `Stopped after ${requests} requests and ${deliveries.succeeded} events handled; ${rest}`;
}

interface RulesWatch {
  readonly rules: DevRules;
  readonly cloud: Cloud;
  readonly store: Store;
  readonly config: DevConfig;
  readonly now: Now;
  readonly say: (text: string) => void;
  readonly warn: (text: string) => void;
}

/** Follows the rules file, if there is one, until the returned function is called. */
function watchRules({ rules, cloud, store, config, now, say, warn }: RulesWatch): () => void {
  const { file, text } = rules;
  if (file === undefined) return () => {};
  const reloader = createRulesReloader({
    file,
    text,
    say,
    warn,
    read: readRulesText,
    use: (changed, ruleSet) => {
      const cloudNow = cloudRules({ text: changed, ruleSet, file }, config.dataDir);
      now.ruleSet = ruleSet;
      const counted = countChanges(store, ruleSet).then(
        (counts) => {
          if (now.ruleSet === ruleSet) say(`With these rules: ${counts}. A sweep follows`);
        },
        // The sweep reports what is wrong with the bucket.
        () => {},
      );
      // The promise also waits for invocations that still use the former rules.
      cloud
        .useRules(cloudNow, counted)
        .catch((error: unknown) => warn(`local cloud: ${escapeForTerminal(String(error))}`));
      say(`The rules of ${escapeForTerminal(file)} changed and are in force: ${count(ruleSet.rules.length, 'rule')}`);
    },
  });
  const stop = watchFile(file, reloader.look);
  // It may have changed since it was read.
  reloader.look();
  return stop;
}

interface Welcome {
  readonly io: CliIo;
  readonly signal: AbortSignal;
  readonly around: DevSurroundings;
  readonly config: DevConfig;
  readonly rules: DevRules;
  readonly cloud: Cloud;
  readonly store: Store;
  readonly now: Now;
  readonly say: (text: string) => void;
  readonly token: string;
}

/** Runs the demo in a bucket that was never written to, and prints what to try next. */
async function welcome({ io, signal, around, config, rules, cloud, store, now, say, token }: Welcome): Promise<void> {
  const { dataDir, credentials, rulesFile } = config;
  if (rules.areBuiltIn) {
    now.isDemo = true;
    await offerDemo({
      cloud,
      store,
      dataDir,
      say,
      signal,
      ruleSet: rules.ruleSet,
      versions: around.versions ?? versions.split(/\s+/).filter((line) => line !== ''),
      screen: { write: io.err, draw: io.draw },
    });
  }
  if (signal.aborted) return;
  now.isDemo = false;
  const { store: endpoint, bos, api, bucket } = cloud;
  const named = rulesFile === undefined ? {} : { rulesFile };
  const isOwn = {
    accessKeySecret: credentials.accessKeySecret !== DEFAULT_SECRET,
    token: config.token !== undefined,
  };
  const at = { store: endpoint, bos, api, bucket, region: REGION };
  say(`\n${tryNext({ ...at, credentials, token, isOwn, ...named, now: Date.now() })}`);
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

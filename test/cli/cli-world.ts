import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOssStore } from '../../src/stores/oss/client/oss-client.ts';
import type { Store } from '../../src/stores/store.ts';
import { localCredentials, openLocalOss } from '../contract/local-oss.ts';
import type { VersioningStatus } from '../contract/store-suite.ts';
import { RULES } from '../handlers/handler-world.ts';
import { type CommandOutput, run } from './run.ts';

/** Who runs the commands, as recorded on aliases. */
export const ACTOR = 'anna@build';

export interface CliWorld {
  readonly endpoint: string;
  readonly store: Store;
  /** A file with the rules of the handlers' tests: `latest` and one alias per major. */
  readonly rulesFile: string;
  /** Runs a command line on this store and these rules. */
  run(...args: string[]): Promise<CommandOutput>;
  put(...keys: string[]): Promise<void>;
  /** Where an alias points. */
  target(alias: string): Promise<string | undefined>;
  /** Writes a file; gives its path. */
  file(name: string, text: string | Uint8Array): string;
  /** The store goes away; the rest stays. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** Which rules a command judged by is the business of one test, test/cli/rules-in-use.test.ts. */
function withoutRules(out: string): string {
  return out.replace(/^rules: .* \(sha256:[0-9a-f]{12}\)\n$/m, '').replace(/ \(sha256:[0-9a-f]{12}\)/, '');
}

/** The command line over the wire of a store that is the test's own, with an empty bucket `demo`. */
export async function cliWorld(versioning: VersioningStatus = 'Enabled', now?: () => number): Promise<CliWorld> {
  const oss = await openLocalOss(versioning, now);
  const { endpoint } = oss;
  const dir = mkdtempSync(join(tmpdir(), 'autoalias-cli-'));
  const store = createOssStore({
    endpoint,
    region: 'cn-hangzhou',
    bucket: 'demo',
    credentials: () => localCredentials,
  });
  const file = (name: string, text: string | Uint8Array): string => {
    const path = join(dir, name);
    writeFileSync(path, text);
    return path;
  };
  const rulesFile = file('rules.yaml', RULES);
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopped ??= store.close().then(oss.close);
    return stopped;
  };
  return {
    endpoint,
    store,
    rulesFile,
    run: async (...args) => {
      const ran = await run(args, { OSS_ENDPOINT: endpoint, AUTOALIAS_RULES: rulesFile, AUTOALIAS_ACTOR: ACTOR });
      return { ...ran, out: withoutRules(ran.out) };
    },
    put: async (...keys) => {
      for (const key of keys) await store.send({ operation: 'PutObject', key, body: new TextEncoder().encode(key) });
    },
    target: async (alias) => {
      const link = await store.send({ operation: 'GetSymlink', key: alias });
      return link.found === 'symlink' ? link.target : undefined;
    },
    file,
    stop,
    close: async () => {
      await stop();
      rmSync(dir, { recursive: true });
    },
  };
}

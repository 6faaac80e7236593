import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import OSS from 'ali-oss';
import { strFromU8, unzipSync } from 'fflate';
import packageJson from '../../../../package.json' with { type: 'json' };
import type { Cloud } from '../../../../src/local/cloud/cloud-options.ts';
import { parseRules } from '../../../../src/rules/file/parse-rules.ts';
import { watchedPrefixes } from '../../../../src/rules/match/covering-prefixes.ts';
import type { Store } from '../../../../src/stores/store.ts';
import { type CloudRig, openCloudRig } from '../../../local/cloud-rig.ts';
import { type FakeRos, startFakeRos } from './fake-ros.ts';

/** As it is shipped: `npm test` builds first. */
const PROGRAM = resolve(packageJson.bin.autoalias);

const KEYS = { accessKeyId: 'autoalias', accessKeySecret: 'autoalias-secret' };

export interface ProgramRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface DeployWorld {
  readonly ros: FakeRos;
  readonly store: Store;
  readonly cloud: Cloud;
  /** Writes a rules file, and returns its path. */
  file(name: string, content: string): string;
  /** Runs the program with the flags of this region and these services. */
  autoalias(...args: readonly string[]): Promise<ProgramRun>;
  /** Starts the program. */
  start(...args: readonly string[]): {
    readonly child: ChildProcess;
    readonly ended: Promise<ProgramRun>;
    said(text: string): Promise<void>;
  };
  close(): Promise<void>;
}

/**
 * A region: a store, functions and their API by a local cloud, and a Resource Orchestration Service that puts the rules of the
 * uploaded code into force, as the functions of the zip would.
 */
export async function openDeployWorld(): Promise<DeployWorld> {
  const rig: CloudRig = await openCloudRig();
  const { cloud, store } = await rig.start('data', { triggerPrefixes: ['nothing/'], sweepSeconds: 86_400 });
  const client = new OSS({ ...KEYS, endpoint: cloud.store, bucket: cloud.bucket, region: 'oss-cn-hangzhou' });
  let deployments = 0;
  const ros = await startFakeRos(KEYS, async ({ parameters }) => {
    const key = parameters.get('CodeObject') ?? '';
    client.useBucket(parameters.get('CodeBucket') ?? '');
    const { content } = await client.get(key);
    const rules = strFromU8(unzipSync(new Uint8Array(content))['autoalias.yaml'] ?? new Uint8Array());
    const rulesFile = join(rig.root, `deployed-${deployments++}.yaml`);
    writeFileSync(rulesFile, rules);
    await cloud.useRules({ rulesFile, triggerPrefixes: watchedPrefixes(parseRules(rules, rulesFile)) });
  });
  const dir = mkdtempSync(join(rig.root, 'project-'));
  const start: DeployWorld['start'] = (...args) => {
    const services = ['--endpoint', cloud.store, '--ros-endpoint', ros.url, '--fc-endpoint', cloud.api];
    const child = spawn(process.execPath, [PROGRAM, 'deploy', '--region', 'cn-hangzhou', ...services, ...args], {
      cwd: dir,
      env: { PATH: process.env.PATH, OSS_ACCESS_KEY_ID: KEYS.accessKeyId, OSS_ACCESS_KEY_SECRET: KEYS.accessKeySecret },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    const err = text(child.stderr);
    const ended = once(child, 'close').then(async ([code]) => ({ code: code as number | null, out, err: await err }));
    return {
      child,
      ended,
      said: async (words) => {
        while (!out.includes(words)) await new Promise((go) => setTimeout(go, 20));
      },
    };
  };
  return {
    ros,
    store,
    cloud,
    file: (name, content) => {
      const path = join(dir, name);
      writeFileSync(path, content);
      return path;
    },
    autoalias: (...args) => start(...args).ended,
    start,
    close: async () => {
      await ros.close();
      await rig.close();
      rmSync(dir, { recursive: true, force: true });
      await rig.remove();
    },
  };
}

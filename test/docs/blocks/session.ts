import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import OSS from 'ali-oss';
import { z } from 'zod';
import { type DevProcess, startDev } from './dev-process.ts';
import { type CommandRun, openShell } from './shell.ts';

/**
 * Where the blocks of one document run, from top to bottom: a directory that looks like a checkout, a shell, and a local
 * cloud that starts when a block needs it. Documents name the usual ports; the cloud runs on free ones.
 */
export interface Session {
  readonly directory: string;
  /** `recorded`: calls of autoalias too are recorded instead of run. */
  run(command: string, recorded?: 'recorded'): Promise<CommandRun>;
  /** Replaces the usual addresses of the local cloud by those in use, and starts it if the text names one. */
  localized(text: string): Promise<string>;
  /** A file of the session. A running cloud takes over changed rules before this returns. */
  write(file: string, text: string): Promise<void>;
  upload(key: string): Promise<void>;
  remove(key: string): Promise<void>;
  /** Undefined if there is no link at the key. */
  targetOf(alias: string): Promise<string | undefined>;
  /** What the latest `sh`, `ts` or `js` block printed. */
  lastOutput: string;
  close(): Promise<void>;
}

const REPOSITORY = resolve('.');
const OWN_RULES = 'functions/autoalias.yaml';
const USUAL_STORE = '127.0.0.1:9000';
const USUAL_API = '127.0.0.1:9001';
const USUAL_BOS = '127.0.0.1:9002';

/** Commands that work on a bucket, and addresses of the local cloud. */
const NEEDS_CLOUD =
  /\bautoalias (?:api |explain|status|plan|apply|sweep|history|prune|pin|rollback|logs|doctor|dead-letters|unpin|put-|get-)|127\.0\.0\.1:900|\$\{?(?:URL|AUTOALIAS_TOKEN)\b/;

export function openSession(): Session {
  const directory = checkout();
  const shell = openShell(directory, environment(directory));
  let cloud: DevProcess | undefined;

  const rulesFile = (): string => (existsSync(join(directory, 'autoalias.yaml')) ? 'autoalias.yaml' : OWN_RULES);
  /** The file that the running cloud follows. */
  let followed: string | undefined;
  const start = async (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<DevProcess> => {
    await cloud?.stop();
    followed = args.includes('--rules') ? args[args.indexOf('--rules') + 1] : env.AUTOALIAS_RULES;
    cloud = await startDev(directory, args, { ...environment(directory), ...env });
    const { store, api, bos, token } = cloud;
    const variables = `AUTOALIAS_STORE_PORT=${new URL(store).port} AUTOALIAS_BOS_PORT=${new URL(bos).port}`;
    await shell.run(`export ${variables} AUTOALIAS_TOKEN='${token}' URL=${api}`);
    return cloud;
  };
  const running = async (): Promise<DevProcess> => cloud ?? start(['--rules', rulesFile()]);
  const client = async (): Promise<OSS> => {
    const { store } = await running();
    return new OSS({
      endpoint: store,
      region: 'oss-cn-hangzhou',
      bucket: 'demo',
      accessKeyId: 'autoalias',
      accessKeySecret: 'autoalias-secret',
      authorizationV4: true,
    });
  };
  const ports = ({ store, api, bos }: DevProcess): readonly (readonly [usual: string, free: string])[] => [
    [USUAL_STORE, new URL(store).host],
    [USUAL_API, new URL(api).host],
    [USUAL_BOS, new URL(bos).host],
  ];
  const withFreePorts = (text: string, dev: DevProcess): string =>
    ports(dev).reduce((changed, [usual, free]) => changed.replaceAll(usual, free), text);
  const withUsualPorts = (text: string, dev: DevProcess): string =>
    ports(dev).reduce((changed, [usual, free]) => changed.replaceAll(free, usual), text);

  const session: Session = {
    directory,
    lastOutput: '',
    run: async (command, recorded) => {
      if (recorded === undefined && NEEDS_CLOUD.test(command)) await running();
      await shell.run(`__record=${recorded === undefined ? '' : '1'}`);
      const ran = await shell.run(cloud === undefined ? command : withFreePorts(command, cloud));
      const output = [ran.output, ...(await startedBy(ran.calls, start))].join('');
      await cloud?.settled();
      return { ...ran, output: cloud === undefined ? output : withUsualPorts(output, cloud) };
    },
    localized: async (text) => (NEEDS_CLOUD.test(text) ? withFreePorts(text, await running()) : text),
    write: async (file, text) => {
      mkdirSync(dirname(join(directory, file)), { recursive: true });
      writeFileSync(join(directory, file), text);
      if (cloud !== undefined && file === followed) await cloud.followed(text);
    },
    upload: async (key) => {
      await (await client()).put(key, Buffer.from(`content of ${key}`));
      await cloud?.settled();
    },
    remove: async (key) => {
      await (await client()).delete(key);
      await cloud?.settled();
    },
    targetOf: async (alias) => {
      try {
        return linkSchema.parse(await (await client()).getSymlink(alias)).targetName;
      } catch (error) {
        if (error instanceof Error && 'status' in error && error.status === 404) return undefined;
        throw error;
      }
    },
    close: async () => {
      shell.close();
      await cloud?.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  return session;
}

const linkSchema = z.object({ targetName: z.string() });

/** What the documents take for granted: a checkout with its dependencies, built. */
function checkout(): string {
  const directory = mkdtempSync(join(tmpdir(), 'autoalias-docs-'));
  for (const name of ['package.json', 'dist', 'src', 'test', 'README.md', '.github', 'LICENSE']) {
    symlinkSync(join(REPOSITORY, name), join(directory, name));
  }
  mkdirSync(join(directory, 'functions'));
  copyFileSync(join(REPOSITORY, OWN_RULES), join(directory, OWN_RULES));
  // A copy, because documents print another template over it.
  copyFileSync(join(REPOSITORY, 'template.yml'), join(directory, 'template.yml'));
  mkdirSync(join(directory, 'node_modules', '.bin'), { recursive: true });
  for (const name of readdirSync(join(REPOSITORY, 'node_modules'))) {
    if (name.startsWith('.') || name === 'autoalias') continue;
    symlinkSync(join(REPOSITORY, 'node_modules', name), join(directory, 'node_modules', name));
  }
  symlinkSync(REPOSITORY, join(directory, 'node_modules', 'autoalias'));
  symlinkSync(join(REPOSITORY, 'dist/cli/autoalias.mjs'), join(directory, 'node_modules', '.bin', 'autoalias'));
  return directory;
}

function environment(directory: string): NodeJS.ProcessEnv {
  const { PATH = '', HOME = '' } = process.env;
  return {
    PATH: [join(directory, 'node_modules/.bin'), dirname(process.execPath), PATH].join(':'),
    HOME,
    LANG: 'C.UTF-8',
    NO_COLOR: '1',
  };
}

type Start = (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<DevProcess>;

/** `autoalias dev` and `npm start` would not return. The session starts the cloud that they ask for. */
async function startedBy(calls: readonly (readonly string[])[], start: Start): Promise<readonly string[]> {
  const outputs: string[] = [];
  for (const [program, ...args] of calls) {
    if (program === 'autoalias-dev') {
      const [variables = '', ...flags] = args;
      outputs.push(await (await start(flags, variablesOf(variables))).welcome());
    } else if (program === 'npm' && args[0] === 'start') {
      outputs.push(await (await start([])).welcome());
    }
  }
  return outputs;
}

function variablesOf(lines: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    lines.split('\n').flatMap((line) => {
      const at = line.indexOf('=');
      return at < 1 ? [] : [[line.slice(0, at), line.slice(at + 1)]];
    }),
  );
}

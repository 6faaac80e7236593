import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { AutoaliasError } from '../../autoalias-error.ts';
import { readRulesText } from '../options/read-rules-text.ts';
import { parseOssutilConfig, profileSettings, type Settings } from './ossutil-config.ts';

type Variables = Readonly<Record<string, string | undefined>>;
type Flags = Readonly<Record<string, unknown>>;

const seconds = z
  .string()
  .regex(/^\d{1,4}$/, 'write whole seconds')
  .transform(Number)
  .pipe(z.number().min(1));

/** The settings that these commands use. A configuration file has others, which are ignored. */
const schema = z.object({
  endpoint: z.string().optional(),
  region: z.string().optional(),
  bucket: z.string().optional(),
  accesskeyid: z.string().optional(),
  accesskeysecret: z.string().optional(),
  ststoken: z.string().optional(),
  mode: z
    .string()
    .transform((mode) => mode.toLowerCase())
    .pipe(
      z.enum(
        ['ak', 'ststoken', 'anonymous'],
        'only AK, StsToken and Anonymous are supported; for another mode, get credentials first, and set OSS_ACCESS_KEY_ID, OSS_ACCESS_KEY_SECRET and OSS_SESSION_TOKEN',
      ),
    )
    .optional(),
  signversion: z.enum(['v1', 'v4'], 'write v1 or v4').default('v4'),
  addressingstyle: z.enum(['virtual', 'path', 'cname'], 'write virtual, path or cname').optional(),
  outputformat: z.enum(['raw', 'json', 'yaml', 'xml'], 'write raw, json, yaml or xml').optional(),
  connecttimeout: seconds.default(10),
  readtimeout: seconds.default(20),
  retrytimes: z
    .string()
    .regex(/^\d{1,3}$/, 'write a whole number')
    .transform(Number)
    .optional(),
});

export type ResolvedSettings = z.infer<typeof schema>;

/** Environment variables of ossutil (OSS, "ossutil 2.0", "Environment variables"), and OSS_BUCKET, which is autoalias's own. */
const VARIABLES = {
  OSS_ACCESS_KEY_ID: 'accesskeyid',
  OSS_ACCESS_KEY_SECRET: 'accesskeysecret',
  OSS_SESSION_TOKEN: 'ststoken',
  OSS_REGION: 'region',
  OSS_ENDPOINT: 'endpoint',
  OSS_BUCKET: 'bucket',
} as const;

/**
 * For each setting, a flag overrides an environment variable, which overrides the configuration file, as in ossutil.
 *
 * @throws AutoaliasError `usage` or `config-invalid`.
 */
export function resolveSettings(flags: Flags, env: Variables): ResolvedSettings {
  const fromFlags = settingsOfFlags(flags);
  const fromEnv = flags.ignoreEnvVar === true ? {} : settingsOfVariables(env);
  const fromFile = settingsOfFile(flags, env, fromFlags.bucket ?? fromEnv.bucket);
  const layers = [fromFlags, fromEnv, fromFile];
  return parse({ ...fromFile, ...fromEnv, ...fromFlags, ststoken: tokenOf(layers) });
}

/**
 * The settings that only flags name.
 *
 * @throws AutoaliasError `usage`.
 */
export function settingsOf(flags: Flags): ResolvedSettings {
  return parse(settingsOfFlags(flags));
}

function parse(merged: Readonly<Record<string, string | undefined>>): ResolvedSettings {
  const parsed = schema.safeParse(merged);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0]);
  throw new AutoaliasError('usage', `${name} ${JSON.stringify(merged[name])} cannot be used: ${issue?.message}`);
}

/** A token of a lower layer than the access key belongs to another key. */
function tokenOf(layers: readonly Settings[]): string | undefined {
  const key = layers.findIndex(({ accesskeyid }) => accesskeyid !== undefined);
  return layers.slice(0, key + 1).find(({ ststoken }) => ststoken !== undefined)?.ststoken;
}

function settingsOfFlags(flags: Flags): Settings {
  return Object.fromEntries(
    Object.entries(flags).flatMap(([name, value]) => (typeof value === 'string' ? [[name.toLowerCase(), value]] : [])),
  );
}

/** An empty variable counts as not set. */
function settingsOfVariables(env: Variables): Settings {
  return Object.fromEntries(
    Object.entries(VARIABLES).flatMap(([name, setting]) => {
      const value = env[name]?.trim() ?? '';
      return value === '' ? [] : [[setting, value]];
    }),
  );
}

function settingsOfFile(flags: Flags, env: Variables, bucket: string | undefined): Settings {
  const named = textOf(flags.configFile) ?? textOf(env.OSSUTIL_CONFIG_FILE);
  const profile = textOf(flags.profile) ?? textOf(env.OSSUTIL_PROFILE);
  const file = withHome(named ?? '~/.ossutilconfig', env);
  if (named === undefined && (file === undefined || !existsSync(file))) {
    if (profile === undefined) return {};
    throw new AutoaliasError(
      'usage',
      `${file ?? '~/.ossutilconfig'} does not exist, so there is no profile ${profile}; add --config-file`,
    );
  }
  return profileSettings(readConfig(file ?? ''), profile ?? 'default', bucket);
}

function readConfig(file: string) {
  let text: string;
  try {
    text = readRulesText(file, 'name another with --config-file');
  } catch (cause) {
    if (!(cause instanceof AutoaliasError)) throw cause;
    throw new AutoaliasError('usage', `the configuration file ${cause.message}`, { cause });
  }
  return parseOssutilConfig(text, file);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** Undefined without a home directory. */
function withHome(path: string, env: Variables): string | undefined {
  if (!path.startsWith('~/')) return path;
  const home = env.HOME ?? env.USERPROFILE;
  return home === undefined ? undefined : join(home, path.slice('~/'.length));
}

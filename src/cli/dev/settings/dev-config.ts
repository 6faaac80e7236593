import { resolve } from 'node:path';
import * as z from 'zod';
import { AutoaliasError } from '../../../autoalias-error.ts';
import { readChoices } from '../../../bucket/read-choices.ts';
import type { UnverifiedChoices } from '../../../bucket/unverified-choices.ts';
import { isBucketName } from '../../../bucket-name.ts';
import { defined } from '../../../defined.ts';
import { readAccessSettings } from '../../../handlers/http/access/access-settings.ts';
import type { SweepTasks } from '../../../local/cloud/cloud-options.ts';
import { EVENT_PATHS, type EventPath } from '../../../local/triggers/event-path.ts';
import type { Credentials } from '../../../oss-wire/credentials.ts';
import { BOS_CHOICES } from '../../../stores/bos/bos-choices.ts';
import { readChoicesOf } from '../../../stores/read-choices.ts';
import { DEV_SETTINGS, type DevFlags, type DevSetting, flagOf } from './dev-settings.ts';

/** How `autoalias dev` is set up by its flags and its environment. */
export interface DevConfig {
  readonly host: string;
  readonly storePort: number;
  readonly bosPort: number;
  readonly apiPort: number;
  /** Absolute. */
  readonly dataDir: string;
  /** Absolute. Default: the rules that are built into the functions. */
  readonly rulesFile?: string;
  readonly bucket: string;
  readonly otherBuckets: readonly string[];
  readonly credentials: Credentials;
  /** Absent: one is generated, and kept in the data directory. */
  readonly token?: string;
  readonly events: EventPath;
  /** Absent: the default of the path. */
  readonly batch?: number;
  /** Who else may call the API: the values of AUTOALIAS_TOKENS and AUTOALIAS_OIDC. */
  readonly access: { readonly tokens?: string; readonly oidc?: string };
  /** Where the functions export their decisions and metrics. */
  readonly otlp: { readonly endpoint?: string; readonly headers?: string };
  /** Absent: sweeps are not divided into tasks. */
  readonly sweepTasks?: SweepTasks;
  readonly duplicates: boolean;
  readonly choices: Partial<UnverifiedChoices>;
  /** The value of AUTOALIAS_BOS_CHOICES of the functions. */
  readonly bosChoices?: string;
}

/** Public. */
export const DEFAULT_SECRET = 'autoalias-secret';

/** An empty value is one problem, so the checks after this one are skipped. */
const text = z.string().trim().min(1, { error: 'write a value, or leave it out', abort: true });
const port = text
  .regex(/^\d{1,5}$/, 'write a port from 0 to 65535, where 0 picks a free one')
  .transform(Number)
  .refine((number) => number <= 65_535, 'write a port from 0 to 65535, where 0 picks a free one');
/** These values are sent in a header, where a space would end them. */
const word = text.regex(/^[\x21-\x7e]+$/, 'write printable ASCII characters without spaces');
const toggle = z
  .string()
  .trim()
  .transform((value) => value.toLowerCase())
  .pipe(
    z.enum(['1', 'true', 'yes', 'on', '0', 'false', 'no', 'off'], 'write 1, true, yes or on; or 0, false, no or off'),
  )
  .transform((value) => ['1', 'true', 'yes', 'on'].includes(value));
/** Vendors allow more, but the queue reads only so many events ahead. */
const MOST_BATCHED = 100;
const batch = text
  .regex(/^\d{1,3}$/, `write a number of events from 1 to ${MOST_BATCHED}`)
  .transform(Number)
  .refine((count) => count >= 1 && count <= MOST_BATCHED, `write a number of events from 1 to ${MOST_BATCHED}`);
const choices = text.transform((value, context) => {
  const { choices: read, problems } = readChoices(value);
  for (const message of problems) context.addIssue({ code: 'custom', message });
  return read;
});

const bosChoices = text.superRefine((value, context) => {
  const { problems } = readChoicesOf(BOS_CHOICES, value);
  for (const message of problems) context.addIssue({ code: 'custom', message });
});

const buckets = text
  .transform((list) => [...new Set(list.split(',').map((name) => name.trim()))])
  .refine(
    (names) => names.every(isBucketName),
    'write bucket names separated by commas, each of 3 to 63 lower-case letters, digits and hyphens, no hyphen at either end',
  );

/** A list with a flaw would make the function refuse every request. */
function accessList(kind: 'tokens' | 'oidc') {
  return text
    .superRefine((value, context) => {
      const given = { token: undefined, tokens: undefined, oidc: undefined, [kind]: value };
      for (const message of readAccessSettings(given).flaws) context.addIssue({ code: 'custom', message });
    })
    .optional();
}

function whole(most: number) {
  const wrong = `write a whole number up to ${most}`;
  return text
    .regex(/^\d{1,10}$/, wrong)
    .transform(Number)
    .refine((number) => number <= most, wrong);
}

const schema = z
  .object({
    AUTOALIAS_HOST: text.default('127.0.0.1'),
    AUTOALIAS_STORE_PORT: port.default(9000),
    AUTOALIAS_PORT: port.default(9001),
    AUTOALIAS_BOS_PORT: port.default(9002),
    AUTOALIAS_DATA: text.default('.autoalias'),
    AUTOALIAS_RULES: text.optional(),
    AUTOALIAS_BUCKETS: buckets.default(['demo']),
    AUTOALIAS_TOKEN: word.optional(),
    AUTOALIAS_EVENTS: text.pipe(z.enum(EVENT_PATHS, `write one of ${EVENT_PATHS.join(', ')}`)).default('native'),
    AUTOALIAS_BATCH: batch.optional(),
    AUTOALIAS_TOKENS: accessList('tokens'),
    AUTOALIAS_OIDC: accessList('oidc'),
    AUTOALIAS_SWEEP_TASKS: whole(300).default(0),
    AUTOALIAS_SWEEP_OBJECTS: whole(1_000_000_000).optional(),
    OTEL_EXPORTER_OTLP_ENDPOINT: text
      .pipe(z.url({ protocol: /^https?$/, error: 'write a URL such as http://127.0.0.1:4318' }))
      .optional(),
    OTEL_EXPORTER_OTLP_HEADERS: text.optional(),
    AUTOALIAS_DUPLICATES: toggle.default(false),
    AUTOALIAS_CHOICES: choices.default({}),
    AUTOALIAS_BOS_CHOICES: bosChoices.optional(),
    OSS_ACCESS_KEY_ID: word.default('autoalias'),
    OSS_ACCESS_KEY_SECRET: word.default(DEFAULT_SECRET),
  })
  .refine((given) => given.AUTOALIAS_PORT === 0 || given.AUTOALIAS_PORT !== given.AUTOALIAS_STORE_PORT, {
    path: ['AUTOALIAS_PORT'],
    message: 'the store uses this port (--store-port); write another one, or 0 for a free one',
  })
  .refine(
    (given) =>
      given.AUTOALIAS_BOS_PORT === 0 ||
      ![given.AUTOALIAS_STORE_PORT, given.AUTOALIAS_PORT].includes(given.AUTOALIAS_BOS_PORT),
    {
      path: ['AUTOALIAS_BOS_PORT'],
      message:
        'the store or the API uses this port (--store-port, --port), and 9002 is the default; write another one, or 0 for a free one',
    },
  )
  .refine((given) => given.AUTOALIAS_BATCH === undefined || given.AUTOALIAS_EVENTS !== 'native', {
    path: ['AUTOALIAS_BATCH'],
    message: 'native triggers have no batches; leave it out, or set --events eventbridge or --events smq',
  })
  .refine((given) => isLoopback(given.AUTOALIAS_HOST) || given.OSS_ACCESS_KEY_SECRET !== DEFAULT_SECRET, {
    path: ['AUTOALIAS_HOST'],
    message:
      'other machines could reach it, and the default secret is public; set OSS_ACCESS_KEY_SECRET as well, or write 127.0.0.1',
  });

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads flags and environment. A flag overrides its variable. Relative paths are relative to `directory`.
 *
 * @throws SettingsInvalid with a line for each value that cannot be used, named by its flag or variable: `usage` if one
 * of them is a flag, else `config-invalid`.
 */
export function readDevConfig(env: Variables, directory: string, flags: DevFlags = {}): DevConfig {
  const given = DEV_SETTINGS.map((setting) => ({ setting, ...givenBy(setting, env, flags) }));
  const parsed = schema.safeParse(Object.fromEntries(given.map(({ setting, value }) => [setting.variable, value])));
  if (!parsed.success) {
    const bad = parsed.error.issues.flatMap(({ path: [name], message }) =>
      given.filter(({ setting }) => setting.variable === name).map((one) => ({ ...one, message })),
    );
    const lines = bad.map(({ setting, name, value, message }) => {
      const shown = 'isSecret' in setting ? '' : ` '${value ?? ''}'`;
      return `${name}: the value${shown} cannot be used: ${message}`;
    });
    throw new SettingsInvalid(bad.some(({ isFlag }) => isFlag) ? 'usage' : 'config-invalid', lines);
  }
  const values = parsed.data;
  const [bucket = 'demo', ...otherBuckets] = values.AUTOALIAS_BUCKETS;
  return {
    host: values.AUTOALIAS_HOST,
    storePort: values.AUTOALIAS_STORE_PORT,
    bosPort: values.AUTOALIAS_BOS_PORT,
    apiPort: values.AUTOALIAS_PORT,
    dataDir: resolve(directory, values.AUTOALIAS_DATA),
    ...(values.AUTOALIAS_RULES === undefined ? {} : { rulesFile: resolve(directory, values.AUTOALIAS_RULES) }),
    bucket,
    otherBuckets,
    credentials: { accessKeyId: values.OSS_ACCESS_KEY_ID, accessKeySecret: values.OSS_ACCESS_KEY_SECRET },
    ...defined({ token: values.AUTOALIAS_TOKEN }),
    events: values.AUTOALIAS_EVENTS,
    ...defined({ batch: values.AUTOALIAS_BATCH }),
    access: defined({ tokens: values.AUTOALIAS_TOKENS, oidc: values.AUTOALIAS_OIDC }),
    otlp: defined({ endpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT, headers: values.OTEL_EXPORTER_OTLP_HEADERS }),
    ...(values.AUTOALIAS_SWEEP_TASKS === 0
      ? {}
      : {
          sweepTasks: { most: values.AUTOALIAS_SWEEP_TASKS, ...defined({ objects: values.AUTOALIAS_SWEEP_OBJECTS }) },
        }),
    duplicates: values.AUTOALIAS_DUPLICATES,
    choices: values.AUTOALIAS_CHOICES,
    ...defined({ bosChoices: values.AUTOALIAS_BOS_CHOICES }),
  };
}

interface Given {
  /** For messages. */
  readonly name: string;
  readonly isFlag: boolean;
  readonly value: string | undefined;
}

/** A variable that is empty counts as not set. An empty flag was written on purpose, and is refused. */
function givenBy(setting: DevSetting & { readonly variable: keyof DevFlags }, env: Variables, flags: DevFlags): Given {
  const flag = flags[setting.variable];
  if (flag !== undefined) return { name: flagOf(setting), isFlag: true, value: flag };
  const value = env[setting.variable];
  const isEmpty = value === undefined || value.trim() === '';
  return {
    name: `environment variable ${setting.variable}`,
    isFlag: false,
    value: isEmpty ? undefined : value,
  };
}

/** Settings of `autoalias dev` that cannot be used: one line for each, so that a line feed in a value adds none. */
export class SettingsInvalid extends AutoaliasError {
  readonly lines: readonly string[];

  constructor(code: 'usage' | 'config-invalid', lines: readonly string[]) {
    super(code, lines.join('\n'));
    this.lines = lines;
  }
}

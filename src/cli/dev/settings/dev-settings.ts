import { type Command, Option } from 'commander';
import { EVENT_PATHS, QUEUE_BATCH } from '../../../local/triggers/event-path.ts';

/** A setting of `autoalias dev`. It has a flag and an environment variable. The flag overrides the variable. */
export interface DevSetting {
  /** In the syntax of commander: `--port <port>`. */
  readonly flags: string;
  readonly variable: string;
  /** For the help. */
  readonly description: string;
  readonly fallback: string;
  /** The flag can be repeated; the values are joined with commas. */
  readonly isRepeatable?: true;
  /** Its value is not repeated in messages. */
  readonly isSecret?: true;
}

/** Every setting, in the order in which the help lists them. */
export const DEV_SETTINGS = [
  {
    flags: '--port <port>',
    variable: 'AUTOALIAS_PORT',
    description: 'port of the API; 0 picks a free one',
    fallback: '9001',
  },
  {
    flags: '--store-port <port>',
    variable: 'AUTOALIAS_STORE_PORT',
    description: 'port of the object store; 0 picks a free one',
    fallback: '9000',
  },
  {
    flags: '--bos-port <port>',
    variable: 'AUTOALIAS_BOS_PORT',
    description: 'port of the object store by the protocol of Baidu BOS; 0 picks a free one',
    fallback: '9002',
  },
  {
    flags: '--host <host>',
    variable: 'AUTOALIAS_HOST',
    description: 'address to listen on; an address beyond this machine needs your own access key secret',
    fallback: '127.0.0.1',
  },
  {
    flags: '--data <directory>',
    variable: 'AUTOALIAS_DATA',
    description: 'directory for all data',
    fallback: './.autoalias',
  },
  {
    flags: '--rules <file>',
    variable: 'AUTOALIAS_RULES',
    description: 'rules file; with it, no demo is uploaded',
    fallback: 'the rules built into the functions',
  },
  {
    flags: '--buckets <names>',
    variable: 'AUTOALIAS_BUCKETS',
    description: 'buckets with aliases, separated by commas; the demo uses the first',
    fallback: 'demo',
  },
  {
    flags: '--token <token>',
    variable: 'AUTOALIAS_TOKEN',
    description: 'token of the API',
    fallback: 'generated, and kept in the data directory',
    isSecret: true,
  },
  {
    flags: '--tokens <json>',
    variable: 'AUTOALIAS_TOKENS',
    description: 'tokens of the API with names and rights, a list of entries that autoalias token prints',
    fallback: 'none',
    isSecret: true,
  },
  {
    flags: '--oidc <json>',
    variable: 'AUTOALIAS_OIDC',
    description: 'CI systems whose OIDC tokens the API accepts, a list of issuers',
    fallback: 'none',
  },
  {
    flags: '--otlp-endpoint <url>',
    variable: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    description: 'OpenTelemetry receiver to which the functions send decisions and metrics',
    fallback: 'none',
  },
  {
    flags: '--otlp-headers <list>',
    variable: 'OTEL_EXPORTER_OTLP_HEADERS',
    description: 'headers of each request to it, as name=value, separated by commas',
    fallback: 'none',
    isSecret: true,
  },
  {
    flags: '--access-key-id <id>',
    variable: 'OSS_ACCESS_KEY_ID',
    description: 'access key id that the store accepts',
    fallback: 'autoalias',
  },
  {
    flags: '--access-key-secret <secret>',
    variable: 'OSS_ACCESS_KEY_SECRET',
    description: 'access key secret that the store accepts',
    fallback: 'autoalias-secret',
    isSecret: true,
  },
  {
    flags: '--events <path>',
    variable: 'AUTOALIAS_EVENTS',
    description: `how events reach the functions: ${EVENT_PATHS.join(', ')}`,
    fallback: 'native',
  },
  {
    flags: '--batch <count>',
    variable: 'AUTOALIAS_BATCH',
    description: 'most events in one invocation, with EventBridge or a queue',
    fallback: `no batches with eventbridge, ${QUEUE_BATCH} with a queue`,
  },
  {
    flags: '--sweep-tasks <n>',
    variable: 'AUTOALIAS_SWEEP_TASKS',
    description: 'divide each sweep into tasks, and start at most so many at a time; 0 divides nothing',
    fallback: '0',
  },
  {
    flags: '--sweep-objects <n>',
    variable: 'AUTOALIAS_SWEEP_OBJECTS',
    description: 'about how many objects such a task lists',
    fallback: '500000',
  },
  {
    flags: '--duplicates',
    variable: 'AUTOALIAS_DUPLICATES',
    description: 'deliver every event twice and in random order',
    fallback: 'off',
  },
  {
    flags: '--choice <name=value>',
    variable: 'AUTOALIAS_CHOICES',
    description: 'behaviour of the store where the documentation is unclear; repeatable; see the list below',
    fallback: 'the first value of each',
    isRepeatable: true,
  },
  {
    flags: '--bos-choices <pairs>',
    variable: 'AUTOALIAS_BOS_CHOICES',
    description: 'what the functions take for granted where the documentation of BOS is unclear, as name=value',
    fallback: 'the safest answers',
  },
] as const satisfies readonly DevSetting[];

type DevVariable = (typeof DEV_SETTINGS)[number]['variable'];

/** Flags as commander read them, by the variable that means the same. */
export type DevFlags = Readonly<Partial<Record<DevVariable, string>>>;

/** `--port` of `--port <port>`. */
export function flagOf({ flags }: Pick<DevSetting, 'flags'>): string {
  return flags.split(' ')[0] ?? flags;
}

export function addDevOptions(command: Command): Command {
  for (const setting of DEV_SETTINGS) {
    const { flags, description, variable, fallback } = setting;
    const option = new Option(flags, `${description} [${variable}; default: ${fallback}]`);
    command.addOption('isRepeatable' in setting ? option.argParser(appended) : option);
    // `--no-…` overrides a variable that is set.
    if (isSwitch(setting)) command.addOption(new Option(`--no-${flagOf(setting).slice(2)}`).hideHelp());
  }
  return command;
}

function appended(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** The flags that commander read, by variable. A switch becomes `1` or `0`. */
export function devFlags(given: Readonly<Record<string, unknown>>): DevFlags {
  return Object.fromEntries(
    DEV_SETTINGS.flatMap((setting) => {
      const value = given[new Option(setting.flags).attributeName()];
      if (typeof value === 'boolean') return [[setting.variable, value ? '1' : '0']];
      if (Array.isArray(value)) return [[setting.variable, value.join(',')]];
      return typeof value === 'string' ? [[setting.variable, value]] : [];
    }),
  );
}

function isSwitch({ flags }: DevSetting): boolean {
  return !flags.includes('<');
}

import { type Command, Option } from 'commander';
import { AutoaliasError } from '../../autoalias-error.ts';

interface OssutilOption {
  readonly flags: string;
  readonly description: string;
  readonly choices?: readonly string[];
  /** Taken, so that scripts go on working, and of no consequence here. */
  readonly idle?: true;
  /** What to do where ossutil would do what nothing here does: passing over it would be worse than to stop. */
  readonly instead?: string;
}

/**
 * The options that every `ossutil api` command has, by ossutil's names (OSS, "ossutil 2.0", "Global command-line
 * options").
 */
const GLOBAL: readonly OssutilOption[] = [
  { flags: '-e, --endpoint <url>', description: 'where the store is [OSS_ENDPOINT]' },
  { flags: '--region <region>', description: 'region of the bucket, like cn-hangzhou [OSS_REGION]' },
  { flags: '-i, --access-key-id <id>', description: 'the access key id [OSS_ACCESS_KEY_ID]' },
  {
    flags: '-k, --access-key-secret <secret>',
    description: 'its secret [OSS_ACCESS_KEY_SECRET, which no list of processes shows]',
  },
  { flags: '-t, --sts-token <token>', description: 'token of temporary credentials [OSS_SESSION_TOKEN]' },
  {
    flags: '-c, --config-file <file>',
    description: 'configuration of ossutil [OSSUTIL_CONFIG_FILE; default: ~/.ossutilconfig]',
  },
  { flags: '--profile <name>', description: 'the profile of that file [OSSUTIL_PROFILE; default: default]' },
  { flags: '--mode <mode>', description: 'AK, StsToken or Anonymous' },
  { flags: '--sign-version <version>', description: 'signature version', choices: ['v1', 'v4'] },
  {
    flags: '--addressing-style <style>',
    description: 'how a request names its bucket',
    choices: ['virtual', 'path', 'cname'],
  },
  {
    flags: '--output-format <format>',
    description: "the answer as ossutil prints it: its headers, not this program's words",
    choices: ['raw', 'json', 'yaml', 'xml'],
  },
  { flags: '--output-query <expression>', description: 'a JMESPath expression over the JSON form' },
  { flags: '-q, --quiet', description: 'print as little as possible' },
  { flags: '-n, --dry-run', description: 'say what would be sent, and send nothing' },
  { flags: '--connect-timeout <seconds>', description: 'for a connection to be made; 10 unless given' },
  { flags: '--read-timeout <seconds>', description: 'for an answer to begin; 20 unless given' },
  { flags: '--retry-times <times>', description: 'how often a request is sent again; 2 unless given' },
  { flags: '--request-payer <payer>', description: 'who pays for the request', choices: ['requester'] },
  { flags: '--user-agent <text>', description: 'sent behind the name of this program' },
  { flags: '--ignore-env-var', description: 'pass over the environment variables that begin with OSS_' },
  { flags: '--loglevel <level>', description: 'no effect here', idle: true },
  { flags: '--log-file <file>', description: 'no effect here', idle: true },
  { flags: '--language <language>', description: 'no effect here', idle: true },
  { flags: '--account-id <id>', description: 'no effect here', idle: true },
  {
    flags: '--skip-verify-cert',
    description: 'not here',
    instead: 'set NODE_EXTRA_CA_CERTS to the file of the authority that signed the certificate',
  },
  { flags: '--proxy <url>', description: 'not here', instead: 'name an --endpoint that is reached without a proxy' },
  { flags: '--bind-address <address>', description: 'not here', instead: 'leave the choice to the routing table' },
  { flags: '--cloudbox-id <id>', description: 'not here', instead: 'use ossutil for a bucket of a Cloud Box' },
];

/** The options of the two commands themselves. */
const OWN = {
  link: [
    {
      flags: '--bucket <bucket>',
      description: 'the bucket [OSS_BUCKET; default in the local cloud: its first bucket, demo]',
    },
    { flags: '--key <key>', description: 'the key of the link' },
  ],
  'put-symlink': [
    { flags: '--symlink-target <key>', description: 'the key that it points at, in the same bucket' },
    {
      flags: '--object-acl <acl>',
      description: 'who may read and write the link',
      choices: ['default', 'private', 'public-read', 'public-read-write'],
    },
    {
      flags: '--forbid-overwrite <boolean>',
      description: 'true: fail where the key is taken; of no effect in a bucket that has or had versioning',
      choices: ['true', 'false'],
    },
    {
      flags: '--storage-class <class>',
      description: 'storage class of the link itself',
      choices: ['Standard', 'IA', 'Archive', 'ColdArchive', 'DeepColdArchive'],
    },
    { flags: '--tagging <tags>', description: 'tags of the link: k1=v1&k2=v2, percent-encoded' },
    { flags: '--meta <name=value,...>', description: 'user metadata; may be given several times' },
    { flags: '--metadata <name=value,...>', description: 'the same, by the name that ossutil has for objects' },
    { flags: '--content-type <value>', description: 'what a reader through the link gets as Content-Type' },
    { flags: '--cache-control <value>', description: 'likewise' },
    { flags: '--content-disposition <value>', description: 'likewise' },
    { flags: '--content-encoding <value>', description: 'likewise' },
    { flags: '--content-language <value>', description: 'likewise' },
    { flags: '--expires <value>', description: 'likewise' },
  ],
  'get-symlink': [{ flags: '--version-id <id>', description: 'this version of the link, not the current one' }],
} as const satisfies Record<string, readonly OssutilOption[]>;

const MANDATORY: ReadonlySet<string> = new Set(['--key', '--symlink-target']);
const SEVERAL: ReadonlySet<string> = new Set(['--meta', '--metadata']);

export type LinkCommand = 'put-symlink' | 'get-symlink';

/** Gives a command the options that ossutil's command of that name has. */
export const addOssutilOptions = (command: Command, name: LinkCommand): Command => {
  for (const described of [...OWN.link, ...OWN[name], ...GLOBAL]) command.addOption(optionOf(described));
  return command;
};

/** Throws AutoaliasError `usage` for an option whose effect nothing here has. */
export const refuseOthers = (flags: Readonly<Record<string, unknown>>): void => {
  for (const { flags: written, instead } of GLOBAL) {
    const { long, attribute } = namesOf(written);
    if (instead === undefined || flags[attribute] === undefined) continue;
    throw new AutoaliasError('usage', `${long} has no effect here, and the command would go another way; ${instead}`);
  }
};

const valuesOf = ({ flags }: OssutilOption): [flag: string, takesValue: boolean][] => {
  const { short, long, required } = new Option(flags);
  return [short, long].flatMap((flag) => (flag === undefined ? [] : [[flag, required]]));
};

/** The options that may stand anywhere on ossutil's command line, and whether a value follows each. */
export const globalFlags: ReadonlyMap<string, boolean> = new Map(GLOBAL.flatMap(valuesOf));
/** Those and the commands' own. */
export const allFlags: ReadonlyMap<string, boolean> = new Map([
  ...globalFlags,
  ...Object.values(OWN).flatMap((options: readonly OssutilOption[]) => options.flatMap(valuesOf)),
]);

const namesOf = (flags: string): { readonly long: string; readonly attribute: string } => {
  const option = new Option(flags);
  return { long: option.long ?? flags, attribute: option.attributeName() };
};

const optionOf = ({ flags, description, choices, idle, instead }: OssutilOption): Option => {
  const option = new Option(flags, description);
  const long = option.long ?? flags;
  if (choices !== undefined) option.choices([...choices]);
  if (SEVERAL.has(long)) option.argParser<readonly string[]>((value, before = []) => [...before, value]);
  if (MANDATORY.has(long)) option.makeOptionMandatory();
  if (idle === true || instead !== undefined) option.hideHelp();
  return option;
};

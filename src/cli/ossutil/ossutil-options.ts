import { type Command, Option } from 'commander';
import { AutoaliasError } from '../../autoalias-error.ts';
import { CLOUDS } from '../../cloud.ts';
import { OBJECT_ACLS } from '../../stores/object-attributes.ts';
import { LINK_STORAGE_CLASSES } from './link-cloud.ts';

interface OssutilOption {
  readonly flags: string;
  readonly description: string;
  readonly choices?: readonly string[];
}

/** The options of every `ossutil api` command (OSS, "ossutil 2.0", "Global command-line options"). */
const GLOBAL: readonly OssutilOption[] = [
  { flags: '-e, --endpoint <url>', description: 'URL of the store [OSS_ENDPOINT or BOS_ENDPOINT]' },
  {
    flags: '--region <region>',
    description: 'region of the bucket, like cn-hangzhou or bj [OSS_REGION or BOS_REGION]',
  },
  { flags: '-i, --access-key-id <id>', description: 'access key id [OSS_ACCESS_KEY_ID or BCE_ACCESS_KEY_ID]' },
  {
    flags: '-k, --access-key-secret <secret>',
    description: 'access key secret [OSS_ACCESS_KEY_SECRET or BCE_SECRET_ACCESS_KEY, which process lists do not show]',
  },
  {
    flags: '-t, --sts-token <token>',
    description: 'token of temporary credentials [OSS_SESSION_TOKEN or BCE_SESSION_TOKEN]',
  },
  {
    flags: '-c, --config-file <file>',
    description: 'configuration file of ossutil [OSSUTIL_CONFIG_FILE; default: ~/.ossutilconfig]',
  },
  { flags: '--profile <name>', description: 'profile in that file [OSSUTIL_PROFILE; default: default]' },
  { flags: '--mode <mode>', description: 'AK, StsToken or Anonymous' },
  { flags: '--sign-version <version>', description: 'signature version', choices: ['v1', 'v4'] },
  {
    flags: '--addressing-style <style>',
    description: 'where to put the bucket name in URLs',
    choices: ['virtual', 'path', 'cname'],
  },
  {
    flags: '--output-format <format>',
    description: 'print the response headers as ossutil does',
    choices: ['raw', 'json', 'yaml', 'xml'],
  },
  { flags: '-q, --quiet', description: 'print as little as possible' },
  { flags: '-n, --dry-run', description: 'print the request, and do not send it' },
  { flags: '--connect-timeout <seconds>', description: 'timeout for connecting [10]' },
  { flags: '--read-timeout <seconds>', description: 'timeout for the first byte of the response [20]' },
  { flags: '--retry-times <times>', description: 'how often to retry a failed request [2]' },
  { flags: '--request-payer <payer>', description: 'who pays for the request', choices: ['requester'] },
  { flags: '--user-agent <text>', description: 'added to the User-Agent header' },
  { flags: '--ignore-env-var', description: 'ignore the environment variables of the store' },
];

/** Accepted so that scripts keep working. They change nothing that the commands do here. */
const IGNORED = ['--loglevel <level>', '--log-file <file>', '--language <language>', '--account-id <id>'];

/** Refused, because the command would not do what the script expects. The value says what to do instead. */
const UNSUPPORTED: Readonly<Record<string, string>> = {
  '--output-query <expression>': 'print JSON with --output-format json, and filter it with a program like jq',
  '--skip-verify-cert': 'set NODE_EXTRA_CA_CERTS to the file of the authority that signed the certificate',
  '--proxy <url>': 'name an --endpoint that is reached without a proxy',
  '--bind-address <address>': 'let the routing table choose the address',
  '--cloudbox-id <id>': 'use ossutil for a bucket of a CloudBox',
};

/** The options of the commands themselves. */
const OWN = {
  link: [
    {
      flags: '--bucket <bucket>',
      description:
        'name of the bucket, or bos://name [OSS_BUCKET or BOS_BUCKET; default in the local cloud: its first bucket, demo]',
    },
    { flags: '--key <key>', description: 'key of the symlink' },
    {
      flags: '--cloud <cloud>',
      description: 'cloud of the bucket [AUTOALIAS_CLOUD; default: alibaba]',
      choices: CLOUDS,
    },
  ],
  'put-symlink': [
    { flags: '--symlink-target <key>', description: 'key of the target' },
    { flags: '--target-bucket <bucket>', description: 'bucket of the target, in the same region (BOS only)' },
    {
      flags: '--object-acl <acl>',
      description: 'who may read and write the symlink',
      choices: OBJECT_ACLS,
    },
    { flags: '--acl <acl>', description: 'the same as --object-acl', choices: OBJECT_ACLS },
    {
      flags: '--forbid-overwrite <boolean>',
      description: 'true: fail if the key exists; no effect in a bucket that has or had versioning',
      choices: ['true', 'false'],
    },
    {
      flags: '--storage-class <class>',
      description: 'storage class of the symlink itself',
      choices: LINK_STORAGE_CLASSES,
    },
    { flags: '--tagging <tags>', description: 'tags of the symlink: k1=v1&k2=v2, percent-encoded' },
    { flags: '--meta <name=value,...>', description: 'user metadata; repeatable' },
    { flags: '--metadata <name=value,...>', description: 'the same as --meta' },
    { flags: '--content-type <value>', description: 'the Content-Type header when the symlink is read' },
    { flags: '--cache-control <value>', description: 'the same for Cache-Control' },
    { flags: '--content-disposition <value>', description: 'the same for Content-Disposition' },
    { flags: '--content-encoding <value>', description: 'the same for Content-Encoding' },
    { flags: '--content-language <value>', description: 'the same for Content-Language' },
    { flags: '--expires <value>', description: 'the same for Expires' },
  ],
  'get-symlink': [
    { flags: '--version-id <id>', description: 'this version of the symlink instead of the current one' },
  ],
} as const satisfies Record<string, readonly OssutilOption[]>;

const MANDATORY: ReadonlySet<string> = new Set(['--symlink-target']);
const REPEATABLE: ReadonlySet<string> = new Set(['--meta', '--metadata']);

export type LinkCommand = 'put-symlink' | 'get-symlink';

/** Adds the options of ossutil's command of that name. */
export function addOssutilOptions(command: Command, name: LinkCommand): Command {
  for (const described of [...OWN.link, ...OWN[name], ...GLOBAL]) command.addOption(optionOf(described));
  for (const flags of HIDDEN) command.addOption(new Option(flags).hideHelp());
  return command;
}

const HIDDEN: readonly string[] = [...IGNORED, ...Object.keys(UNSUPPORTED)];

/** Throws AutoaliasError `usage` for an option that nothing here implements. */
export function refuseUnsupported(flags: Readonly<Record<string, unknown>>): void {
  for (const [written, instead] of Object.entries(UNSUPPORTED)) {
    const option = new Option(written);
    if (flags[option.attributeName()] === undefined) continue;
    throw new AutoaliasError('usage', `${option.long} is not supported here; ${instead}`);
  }
}

function flagsOf(written: string): [flag: string, takesValue: boolean][] {
  const { short, long, required } = new Option(written);
  return [short, long].flatMap((flag) => (flag === undefined ? [] : [[flag, required]]));
}

/** The options that ossutil accepts anywhere on its command line, and whether a value follows each. */
export const globalFlags: ReadonlyMap<string, boolean> = new Map(
  [...GLOBAL.map(({ flags }) => flags), ...HIDDEN].flatMap(flagsOf),
);
/** Those and the commands' own. */
export const allFlags: ReadonlyMap<string, boolean> = new Map([
  ...globalFlags,
  ...Object.values(OWN).flatMap((options: readonly OssutilOption[]) => options.flatMap(({ flags }) => flagsOf(flags))),
]);

function optionOf({ flags, description, choices }: OssutilOption): Option {
  const option = new Option(flags, description);
  const long = option.long ?? flags;
  if (choices !== undefined) option.choices([...choices]);
  if (REPEATABLE.has(long)) option.argParser<readonly string[]>((value, before = []) => [...before, value]);
  if (MANDATORY.has(long)) option.makeOptionMandatory();
  return option;
}

import { type Command, Option } from 'commander';
import { AutoaliasError } from '../../autoalias-error.ts';
import { CLOUDS, type Cloud, isCloud } from '../../cloud.ts';

/** The flags that name the cloud of a bucket. */
export interface CloudFlags {
  /** One of CLOUDS. */
  readonly cloud?: string;
  /** A name, or an address such as `bos://name`. */
  readonly bucket?: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The scheme of the address of a bucket in each cloud. */
const SCHEMES: Readonly<Record<Cloud, string>> = { alibaba: 'oss://', baidu: 'bos://' };

export function addCloudOption(command: Command): Command {
  return command.addOption(
    new Option('--cloud <cloud>', 'cloud of the bucket [AUTOALIAS_CLOUD; default: alibaba]').choices(CLOUDS),
  );
}

/**
 * The cloud that flags and environment name: by `--cloud`, by the address of the bucket, else by AUTOALIAS_CLOUD. Alibaba
 * Cloud by default.
 *
 * @throws AutoaliasError `usage` for an unknown cloud, or if `--cloud` and the address name different ones.
 */
export function cloudOf(flags: CloudFlags, env: Variables): Cloud {
  return namedCloud(flags, env) ?? 'alibaba';
}

/** As cloudOf(), but undefined if neither flags nor environment name a cloud. */
export function namedCloud(flags: CloudFlags, env: Variables): Cloud | undefined {
  const cloud = known('--cloud', flags.cloud);
  const ofAddress = schemeOf(flags.bucket);
  if (cloud !== undefined && ofAddress !== undefined && cloud !== ofAddress) {
    throw usage(`${flags.bucket} is an address of ${ofAddress}, but --cloud is ${cloud}; leave out --cloud`);
  }
  return cloud ?? ofAddress ?? known('AUTOALIAS_CLOUD', env.AUTOALIAS_CLOUD?.trim());
}

function known(where: string, text: string | undefined): Cloud | undefined {
  if (text === undefined || text === '') return undefined;
  if (isCloud(text)) return text;
  throw usage(`${where} is ${JSON.stringify(text)}, which is not a cloud; write ${CLOUDS.join(' or ')}`);
}

function schemeOf(address: string | undefined): Cloud | undefined {
  return CLOUDS.find((cloud) => address?.startsWith(SCHEMES[cloud]));
}

/** The name of a bucket, without the scheme of its address and a slash at the end. */
export function bucketName(text: string): string {
  const cloud = schemeOf(text);
  return cloud === undefined ? text : text.slice(SCHEMES[cloud].length).replace(/\/$/, '');
}

/** An object, as the argument of a command names it. */
export interface ObjectAddress {
  /** With its scheme, for cloudOf(). */
  readonly bucket: string;
  readonly key: string;
}

/**
 * Reads the address of an object: `bos://bucket/key` or `oss://bucket/key`. The key is not decoded.
 *
 * @throws AutoaliasError `usage` for a text of another form.
 */
export function readObjectAddress(text: string): ObjectAddress {
  const cloud = schemeOf(text);
  const scheme = cloud === undefined ? '' : SCHEMES[cloud];
  const [, name = '', key = ''] = /^([^/]*)\/(.*)$/s.exec(text.slice(scheme.length)) ?? [];
  if (scheme !== '' && name !== '' && key !== '') return { bucket: scheme + name, key };
  throw usage(
    `${JSON.stringify(text)} is not the address of an object; write oss://bucket/key or bos://bucket/key, or use --bucket and --key`,
  );
}

function usage(message: string): AutoaliasError {
  return new AutoaliasError('usage', message);
}

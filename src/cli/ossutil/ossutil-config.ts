import { AutoaliasError } from '../../autoalias-error.ts';

/** What ossutil's configuration and command line can say of a bucket, by its own names without their hyphens. */
export type Settings = Readonly<Record<string, string>>;

interface Section {
  /** `default`, `profile dev`, `buckets dev-bucket`: in lower case, as ossutil reads them. */
  readonly name: string;
  readonly settings: Map<string, string>;
  /** Settings of single buckets, in a section of that kind. */
  readonly buckets: Map<string, Map<string, string>>;
}

export interface OssutilConfig {
  readonly file: string;
  readonly sections: ReadonlyMap<string, Section>;
}

/**
 * Reads a configuration file of ossutil, of version 2 or 1 (OSS, "ossutil 2.0", "Configuration file"): INI, names without
 * regard to case, hyphens and underscores. Throws AutoaliasError `config-invalid` with file and line.
 */
export const parseOssutilConfig = (text: string, file: string): OssutilConfig => {
  const sections = new Map<string, Section>();
  let section: Section | undefined;
  let bucket: Map<string, string> | undefined;
  for (const [i, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    const heading = /^\[([^\]]+)\]$/.exec(line)?.[1];
    if (heading !== undefined) {
      section = openSection(sections, heading);
      bucket = undefined;
      continue;
    }
    const [name, value] =
      splitPair(line) ?? fail(file, i, `${JSON.stringify(line)} is neither [section] nor name=value`);
    if (section === undefined) return fail(file, i, 'it stands before the first section; write [default] above it');
    if (!namesBuckets(section)) section.settings.set(settingName(name), unquoted(value));
    else if (bucket !== undefined && /^\s/.test(raw)) bucket.set(settingName(name), unquoted(value));
    else bucket = openBucket(section, name, value);
  }
  return { file, sections };
};

const openSection = (sections: Map<string, Section>, heading: string): Section => {
  const name = heading.trim().toLowerCase().replace(/\s+/g, ' ');
  const section = sections.get(name) ?? { name, settings: new Map(), buckets: new Map() };
  sections.set(name, section);
  return section;
};

/** Version 1 maps a bucket to its endpoint, or to its own host. */
const MAPPINGS: Readonly<Record<string, (host: string) => Settings>> = {
  'bucket-endpoint': (endpoint) => ({ endpoint }),
  'bucket-cname': (endpoint) => ({ endpoint, addressingstyle: 'cname' }),
};

const namesBuckets = ({ name }: Section): boolean => name.startsWith('buckets ') || Object.hasOwn(MAPPINGS, name);

const openBucket = (section: Section, name: string, value: string): Map<string, string> => {
  const mapping = MAPPINGS[section.name];
  const inline = splitPair(value);
  const settings = new Map<string, string>(mapping === undefined ? [] : Object.entries(mapping(unquoted(value))));
  if (mapping === undefined && inline !== undefined) settings.set(settingName(inline[0]), unquoted(inline[1]));
  section.buckets.set(name, settings);
  return settings;
};

const splitPair = (text: string): readonly [name: string, value: string] | undefined => {
  const at = text.indexOf('=');
  return at < 1 ? undefined : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
};

const settingName = (name: string): string => name.toLowerCase().replace(/[-_]/g, '');

const unquoted = (value: string): string => /^"(.*)"$/s.exec(value)?.[1] ?? /^'(.*)'$/s.exec(value)?.[1] ?? value;

const fail = (file: string, index: number, what: string): never => {
  throw new AutoaliasError('config-invalid', `${file}:${index + 1}: ${what}`);
};

/**
 * What a profile says of a bucket: the profile's own settings over those of its source profile, and the bucket's over
 * both. Throws AutoaliasError `usage` for a profile that is not there, but for `default`.
 */
export const profileSettings = (config: OssutilConfig, profile: string, bucket: string | undefined): Settings => {
  const settings = inherited(config, profile, []);
  const sections = [config.sections.get(`buckets ${settings.buckets?.toLowerCase()}`), ...legacy(config)];
  const ofBucket = sections.flatMap((section) => [...(section?.buckets.get(bucket ?? '') ?? [])]);
  return { ...settings, ...Object.fromEntries(ofBucket) };
};

const legacy = ({ sections }: OssutilConfig) => Object.keys(MAPPINGS).map((name) => sections.get(name));

const inherited = (config: OssutilConfig, profile: string, seen: readonly string[]): Settings => {
  const { file, sections } = config;
  if (seen.includes(profile)) {
    throw new AutoaliasError('config-invalid', `${file}: profiles go in a circle: ${[...seen, profile].join(' -> ')}`);
  }
  const section = sections.get(`profile ${profile.toLowerCase()}`) ?? plainDefault(config, profile);
  if (section === undefined) {
    if (profile === 'default') return {};
    throw new AutoaliasError('usage', `${file} has no profile ${JSON.stringify(profile)}; it has ${known(config)}`);
  }
  const own = Object.fromEntries(section.settings);
  return own.sourceprofile === undefined
    ? own
    : { ...inherited(config, own.sourceprofile, [...seen, profile]), ...own };
};

/** `[default]` is short for `[profile default]`; version 1 calls it `[Credentials]`. */
const plainDefault = ({ sections }: OssutilConfig, profile: string): Section | undefined =>
  profile === 'default' ? (sections.get('default') ?? sections.get('credentials')) : undefined;

const known = ({ sections }: OssutilConfig): string => {
  const names = [...sections.keys()].flatMap((name) =>
    name === 'default' ? [name] : (/^profile (.+)$/.exec(name)?.[1] ?? []),
  );
  return names.length === 0 ? 'none' : names.join(', ');
};

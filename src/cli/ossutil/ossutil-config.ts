import { AutoaliasError } from '../../autoalias-error.ts';

/** Settings of ossutil. Names are in lower case, without hyphens and underscores: `accesskeyid`. */
export type Settings = Readonly<Record<string, string>>;

interface Section {
  readonly settings: Map<string, string>;
  /** The settings of single buckets, in a section `[buckets <name>]`. */
  readonly buckets: Map<string, Map<string, string>>;
}

export interface OssutilConfig {
  readonly file: string;
  /** By heading, in lower case: `default`, `profile dev`, `buckets dev-bucket`. */
  readonly sections: ReadonlyMap<string, Section>;
}

/**
 * Parses a configuration file of ossutil 2 (OSS, "Configure ossutil 2.0", "Configuration file format"): INI, where the names
 * of sections and settings ignore case, hyphens and underscores. A section `[buckets <name>]` has one entry per bucket, with
 * the settings of the bucket indented below it or on the same line, so a general INI parser would lose which bucket a setting
 * belongs to.
 *
 * @throws AutoaliasError `config-invalid` with file and line.
 */
export function parseOssutilConfig(text: string, file: string): OssutilConfig {
  const sections = new Map<string, Section>();
  let heading = '';
  let section: Section | undefined;
  let bucket: Map<string, string> | undefined;
  for (const [i, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    const opened = /^\[([^\]]+)\]$/.exec(line)?.[1];
    if (opened !== undefined) {
      heading = opened.trim().toLowerCase().replace(/\s+/g, ' ');
      section = sections.get(heading) ?? { settings: new Map(), buckets: new Map() };
      sections.set(heading, section);
      bucket = undefined;
      continue;
    }
    const [name, value] =
      splitPair(line) ?? fail(file, i, `${JSON.stringify(line)} is neither [section] nor name=value`);
    if (section === undefined)
      return fail(file, i, 'a setting comes before the first section; write [default] above it');
    if (!heading.startsWith('buckets ')) section.settings.set(settingName(name), unquoted(value));
    else if (bucket !== undefined && /^\s/.test(raw)) bucket.set(settingName(name), unquoted(value));
    else {
      const inline = splitPair(value);
      bucket = new Map(inline === undefined ? [] : [[settingName(inline[0]), unquoted(inline[1])]]);
      section.buckets.set(name, bucket);
    }
  }
  return { file, sections };
}

function splitPair(text: string): readonly [name: string, value: string] | undefined {
  const at = text.indexOf('=');
  return at < 1 ? undefined : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

function settingName(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, '');
}

function unquoted(value: string): string {
  return /^"(.*)"$/s.exec(value)?.[1] ?? /^'(.*)'$/s.exec(value)?.[1] ?? value;
}

function fail(file: string, index: number, what: string): never {
  throw new AutoaliasError('config-invalid', `${file}:${index + 1}: ${what}`);
}

/**
 * The settings of a profile for one bucket. A setting of the bucket overrides one of the profile, which overrides one of its
 * source profile.
 *
 * @throws AutoaliasError `usage` if there is no such profile, except for `default`.
 */
export function profileSettings(config: OssutilConfig, profile: string, bucket: string | undefined): Settings {
  const settings = inherited(config, profile, []);
  const section = config.sections.get(`buckets ${settings.buckets?.toLowerCase()}`);
  return { ...settings, ...Object.fromEntries(section?.buckets.get(bucket ?? '') ?? []) };
}

function inherited(config: OssutilConfig, profile: string, seen: readonly string[]): Settings {
  const { file, sections } = config;
  if (seen.includes(profile)) {
    throw new AutoaliasError('config-invalid', `${file}: profiles form a cycle: ${[...seen, profile].join(' -> ')}`);
  }
  // [default] is short for [profile default].
  const section =
    sections.get(`profile ${profile.toLowerCase()}`) ?? (profile === 'default' ? sections.get('default') : undefined);
  if (section === undefined) {
    if (profile === 'default') return {};
    throw new AutoaliasError('usage', `${file} has no profile ${JSON.stringify(profile)}; it has ${known(config)}`);
  }
  const own = Object.fromEntries(section.settings);
  return own.sourceprofile === undefined
    ? own
    : { ...inherited(config, own.sourceprofile, [...seen, profile]), ...own };
}

function known({ sections }: OssutilConfig): string {
  const names = [...sections.keys()].flatMap((name) =>
    name === 'default' ? [name] : (/^profile (.+)$/.exec(name)?.[1] ?? []),
  );
  return names.length === 0 ? 'no profiles' : names.join(', ');
}

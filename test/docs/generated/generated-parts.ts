import { UNVERIFIED_CHOICES } from '../../../src/bucket/unverified-choices.ts';
import { DEV_SETTINGS, flagOf } from '../../../src/cli/dev/settings/dev-settings.ts';
import { DECISION_METRICS } from '../../../src/handlers/observe/metric-table.ts';
import { notEmulated as notEmulatedByBos } from '../../../src/local/bos/answer/not-emulated.ts';
import { STATS_METRICS } from '../../../src/local/cloud/stats-metrics.ts';
import { notEmulated } from '../../../src/local/oss/answer/not-emulated.ts';
import type { NotEmulated } from '../../../src/local/server/not-emulated.ts';
import { BOS_CHOICES } from '../../../src/stores/bos/bos-choices.ts';
import { BOS_CAPABILITIES, OSS_CAPABILITIES, type StoreCapabilities } from '../../../src/stores/store-capabilities.ts';
import { roomsDiagram } from '../rooms-diagram.ts';
import { commandReference } from './command-reference.ts';
import { wrappedItem } from './wrapped.ts';

/** A part of a document that is made from code, between `<!-- generated: NAME -->` and `<!-- end of NAME -->`. */
export interface GeneratedPart {
  readonly document: string;
  readonly name: string;
  readonly text: string;
}

/** Everything that `npm run docs` writes. */
export function generatedParts(): readonly GeneratedPart[] {
  return [
    { document: 'src/README.md', name: 'rooms', text: `\`\`\`mermaid rooms\n${roomsDiagram()}\`\`\`` },
    { document: 'src/cli/README.md', name: 'commands', text: commandReference() },
    { document: 'src/local/README.md', name: 'settings', text: settings() },
    { document: 'src/local/README.md', name: 'metrics', text: metrics() },
    { document: 'src/local/README.md', name: 'not emulated', text: gaps('OSS', notEmulated) },
    { document: 'src/local/README.md', name: 'not emulated by BOS', text: gaps('BOS', notEmulatedByBos) },
    { document: 'src/local/README.md', name: 'choices', text: choices() },
    { document: 'src/stores/README.md', name: 'capabilities', text: capabilities() },
    { document: 'src/stores/README.md', name: 'bos choices', text: bosChoices() },
  ];
}

/** The document with this part as it should be. */
export function withPart(document: string, { name, text, document: path }: GeneratedPart): string {
  const begin = `<!-- generated: ${name} -->`;
  const end = `<!-- end of ${name} -->`;
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${path} has no place for "${name}": write ${begin} and ${end}`);
  return `${document.slice(0, from)}${begin}\n\n${text.trim()}\n\n${document.slice(to)}`;
}

function settings(): string {
  const rows = DEV_SETTINGS.map(
    ({ flags, variable, fallback, description }) =>
      `| \`${flagOf({ flags })}\` | \`${variable}\` | ${fallback.includes(' ') ? fallback : `\`${fallback}\``} | ${description} |`,
  );
  return ['| flag | variable | default | meaning |', '|---|---|---|---|', ...rows].join('\n');
}

function metrics(): string {
  const rows = [...DECISION_METRICS, ...STATS_METRICS].map(
    ({ name, kind, labels, help }) =>
      `| \`${name}\` | ${kind} | ${labels.map((label) => `\`${label}\``).join(', ')} | ${help.replace(/\.$/, '').replaceAll('. ', '; ')} |`,
  );
  return ['| metric | kind | labels | what it counts |', '|---|---|---|---|', ...rows].join('\n');
}

function gaps(vendor: string, rows: readonly NotEmulated[]): string {
  const titles = {
    refused: 'Refused with `NotImplemented`:',
    'no effect': `Accepted, as in ${vendor}, but without effect:`,
  };
  return Object.entries(titles)
    .flatMap(([answer, title]) => [
      title,
      '',
      ...rows
        .filter((gap) => gap.answer === answer)
        .flatMap(({ name, instead }) => wrappedItem(`- **${name}**: ${instead}`)),
      '',
    ])
    .join('\n');
}

function choices(): string {
  const rows = Object.entries(UNVERIFIED_CHOICES).map(([name, { question, candidates, default: fallback }]) => {
    const others = candidates.filter((candidate) => candidate !== fallback).map((candidate) => `\`${candidate}\``);
    return `| \`${name}\` | \`${fallback}\` | ${others.join(', ')} | ${question} |`;
  });
  return ['| choice | default | other values | what is open |', '|---|---|---|---|', ...rows].join('\n');
}

/** A row for each capability, so that a new one appears here without a change. */
function capabilities(): string {
  const meaning: Readonly<Record<keyof StoreCapabilities, string>> = {
    listsLinks: 'listings show which keys are symlinks',
    tagsLinks: 'PutSymlink can set tags',
    versionsLinks: 'versioning keeps each write of a symlink',
    createOnly: 'when `forbidOverwrite` protects an existing key',
    linksAcrossBuckets: 'a symlink can point into another bucket',
    linkClasses: 'storage classes of a symlink',
    linkMetadataBytes: 'bytes of the metadata of a symlink',
  };
  const cell = (value: boolean | number | string | readonly string[]): string => {
    if (typeof value === 'boolean') return value ? 'yes' : 'no';
    return typeof value === 'object' ? value.join(', ') : String(value);
  };
  const rows = (Object.keys(meaning) as (keyof StoreCapabilities)[]).map(
    (name) => `| \`${name}\` | ${meaning[name]} | ${cell(OSS_CAPABILITIES[name])} | ${cell(BOS_CAPABILITIES[name])} |`,
  );
  return ['| capability | meaning | OSS | BOS |', '|---|---|---|---|', ...rows].join('\n');
}

function bosChoices(): string {
  const rows = Object.entries(BOS_CHOICES).map(([name, { question, candidates, default: chosen }]) => {
    const values = candidates.map((value) => (value === chosen ? `**\`${value}\`**` : `\`${value}\``));
    return `| \`${name}\` | ${question} | ${values.join(', ')} |`;
  });
  return ['| choice | question | values, the default in bold |', '|---|---|---|', ...rows].join('\n');
}

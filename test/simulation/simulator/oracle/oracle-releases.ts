import { type AliasSpec, quote, type RuleSpec, sourcesOf } from '../plan/rule-spec.ts';
import { isMarkerOf, markerOf } from './oracle-markers.ts';
import { byBytes, compareValues, readOrder } from './oracle-orders.ts';
import type { Readability } from './readability.ts';

/** The contribution of an object to a release. */
export interface Part {
  /** The aliases that move as one: `sets/web/latest/{file}`. */
  readonly group: string;
  readonly rule: RuleSpec;
  /** The texts that identify the release among others of the group. */
  readonly id: string;
  readonly value: readonly unknown[];
  /** The entries of `complete` that it satisfies. */
  readonly completes: readonly number[];
  readonly key: string;
  /** The object that withdraws it, or undefined if the rule ignores markers. */
  readonly marker: string | undefined;
}

/** A part with the object's time, Unix milliseconds, when it can be read, and the alias that it is a candidate of. */
export interface ListedPart extends Part, Readability {
  readonly lastModified: number;
  readonly alias: string | undefined;
}

/** The regex groups of a key under one rule, and its order value. */
interface Reading {
  readonly groups: Readonly<Record<string, string>>;
  readonly completes: readonly number[];
}

/** All parts of a key, by plain replacement in the templates. */
export function partsOf(
  rule: RuleSpec,
  key: string,
  candidate: Readonly<Record<string, string>> | undefined,
  accepts: (order: { value: readonly unknown[]; prerelease: boolean }, alias: AliasSpec) => boolean,
): readonly Part[] {
  const { release, order } = rule;
  if (release === undefined || !key.startsWith(rule.prefix) || isMarkerOf(rule, key)) return [];
  const own = groupsIn(release.of);
  const idOf = (groups: Reading['groups']): string => JSON.stringify(own.map((group) => groups[group]));
  const readings = new Map<string, Reading>();
  const note = (groups: Reading['groups'], completes: readonly number[]): void => {
    const id = idOf(groups);
    const known = readings.get(id);
    readings.set(id, { groups, completes: [...(known?.completes ?? []), ...completes] });
  };
  if (candidate !== undefined) note(candidate, []);
  for (const [index, file] of release.complete.entries()) {
    const groups = fileRegex(rule, file).exec(key)?.groups;
    if (groups !== undefined) note(groups, [index]);
  }
  return [...readings].flatMap(([id, { groups, completes }]) => {
    const read = readOrder(order, groups);
    if (read === undefined) return [];
    return rule.aliases
      .filter((alias) => accepts(read, alias))
      .map((alias) => ({
        group: filled(alias.key, groups, read.parts, own),
        rule,
        id,
        value: read.value,
        completes,
        key,
        marker: markerOf(rule, key, candidate, pick(groups, own)),
      }));
  });
}

/** The group of an alias, from its own key. */
export function groupOfAlias({ release, pattern }: RuleSpec, template: string, alias: string): string | undefined {
  if (release === undefined) return undefined;
  const own = groupsIn(release.of);
  const sources = sourcesOf(pattern);
  const pieces = template.split(/(\{[\w.]+\})/);
  const regex = pieces.map((piece) => {
    const name = /^\{([\w.]+)\}$/.exec(piece)?.[1];
    return name === undefined ? `(${quote(piece)})` : `(${sources.get(name) ?? '[0-9]+'})`;
  });
  const found = new RegExp(`^${regex.join('')}$`, 'u').exec(alias);
  if (found === null) return undefined;
  return pieces
    .map((piece, i) => {
      const name = /^\{(\w+)\}$/.exec(piece)?.[1];
      return name !== undefined && !own.includes(name) ? piece : (found[i + 1] ?? '');
    })
    .join('');
}

/** One release of a group, with all its parts in a listing. */
export interface OracleRelease {
  readonly id: string;
  readonly rule: RuleSpec;
  readonly value: readonly unknown[];
  readonly parts: readonly ListedPart[];
}

export function isComplete({ rule, parts }: OracleRelease): boolean {
  return (
    (rule.release?.complete ?? []).every((_, i) => parts.some(({ completes }) => completes.includes(i))) &&
    parts.some(({ alias }) => alias !== undefined)
  );
}

/** Whether all its candidates can be read. */
export function isReadable({ parts }: OracleRelease, time: number): boolean {
  return parts.every((part) => part.isReadable(time));
}

/** When its last file was written. */
export function newestOf({ parts }: OracleRelease): number {
  return Math.max(...parts.map(({ lastModified }) => lastModified));
}

export function compareReleases(a: OracleRelease, b: OracleRelease): number {
  const newestCandidate = ({ parts }: OracleRelease): number =>
    Math.max(0, ...parts.flatMap(({ alias, lastModified }) => (alias === undefined ? [] : [lastModified])));
  return (
    compareValues(a.rule.order, a.value, b.value) || newestCandidate(a) - newestCandidate(b) || byBytes(a.id, b.id)
  );
}

function pick(groups: Reading['groups'], names: readonly string[]): Reading['groups'] {
  return Object.fromEntries(names.flatMap((name) => (groups[name] === undefined ? [] : [[name, groups[name]]])));
}

function groupsIn(template: string): readonly string[] {
  return [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
}

/** @param only the groups to fill in. Others stay as they are. */
function filled(
  template: string,
  groups: Readonly<Record<string, string>>,
  parts: Readonly<Record<string, string>>,
  only?: readonly string[],
): string {
  return template.replace(/\{(\w+)(?:\.(\w+))?\}/g, (written, group: string, part?: string) => {
    if (part !== undefined) return parts[part] ?? '';
    return only === undefined || only.includes(group) ? (groups[group] ?? '') : written;
  });
}

function fileRegex({ pattern }: RuleSpec, file: string): RegExp {
  const sources = sourcesOf(pattern);
  const pieces = file.split(/(\{\w+\}|\*\*|\*)/).map((piece) => {
    if (piece === '*') return '[^/]*';
    if (piece === '**') return '[^]*';
    const name = /^\{(\w+)\}$/.exec(piece)?.[1];
    return name === undefined ? quote(piece) : `(?<${name}>${sources.get(name)})`;
  });
  return new RegExp(`^${pieces.join('')}$`, 'u');
}

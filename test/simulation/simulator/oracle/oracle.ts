import { type AliasSpec, quote, type RuleSpec, regexOf, sourcesOf } from '../plan/rule-spec.ts';
import { isMarkerOf, markerOf } from './oracle-markers.ts';
import { byBytes, compareValues, ORACLE_ORDERS, readOrder } from './oracle-orders.ts';
import { groupOfAlias, type Part, partsOf as partsOfRule } from './oracle-releases.ts';

/** A candidate's claim: an object at some key may be the target of an alias. */
export interface Claim {
  readonly alias: string;
  readonly rule: RuleSpec;
  readonly value: readonly unknown[];
  /** The object that withdraws it, or undefined if the rule ignores markers. */
  readonly marker: string | undefined;
}

/** A claim with the object that makes it. `lastModified` in Unix milliseconds. */
export interface Claimant extends Claim {
  readonly key: string;
  readonly lastModified: number;
}

/**
 * Computes the meaning of the rules in the simplest way and without the product's code. It uses JavaScript's regular
 * expressions, the semver package, and text replacement for templates. It does not narrow prefixes, and it does not
 * index or stream.
 */
export interface Oracle {
  /** Every alias whose target may be an object at this key. */
  claimsOf(key: string): readonly Claim[];
  /** The parts of a key in releases. */
  partsOf(key: string): readonly Part[];
  /**
   * Everything that an object at this key affects: aliases that move alone, and groups of aliases that move together. A
   * marker affects what the objects that it covers affect.
   *
   * @param known the keys of objects that a marker may cover.
   */
  affectedBy(key: string, known: Iterable<string>): readonly string[];
  /** Whether an object at this key is a marker of any rule. */
  isMarker(key: string): boolean;
  /** The alias itself, and the group that it moves with. */
  namesOf(alias: string): readonly string[];
  /** The rule that owns a key as an alias, or undefined. */
  ownerOf(alias: string): RuleSpec | undefined;
  /**
   * Whether a link at a key counts as a change: the key is an alias, a candidate or a part of a release, and its rule
   * has `guard`.
   */
  guards(key: string): boolean;
  /** Whether a key is not an alias and affects no alias. */
  isStrange(key: string): boolean;
  /** Positive if `a` wins. */
  compare(a: Claimant, b: Claimant): number;
}

export function createOracle(rules: readonly RuleSpec[]): Oracle {
  const forms = rules.flatMap((rule) =>
    rule.aliases.map((alias) => ({ rule, alias, reverse: reverseOf(rule, alias.key) })),
  );
  const readings = rules.map((rule) => readerOf(rule));
  const ownerForm = (alias: string) => forms.find(({ reverse }) => reverse.test(alias));
  const isMarker = (key: string): boolean => rules.some((rule) => isMarkerOf(rule, key));
  const isCandidate = (key: string): boolean =>
    isMarker(key) || readings.some((read) => read(key)?.order !== undefined);

  const claims = (key: string): readonly Claim[] =>
    forms.flatMap((form) => {
      const reading = readings[rules.indexOf(form.rule)]?.(key);
      if (reading?.order === undefined) return [];
      if (!isAccepted(form.rule, form.alias, reading.order)) return [];
      const { parts, value } = reading.order;
      const alias = form.alias.key.replace(/\{(\w+)(?:\.(\w+))?\}/g, (_, group: string, part?: string) =>
        part === undefined ? (reading.groups[group] ?? '') : (parts[part] ?? ''),
      );
      const marker = markerOf(form.rule, key, reading.groups);
      return ownerForm(alias) === form && !isCandidate(alias) ? [{ alias, rule: form.rule, value, marker }] : [];
    });

  const parts = (key: string): readonly Part[] =>
    rules.flatMap((rule, i) => {
      const reading = readings[i]?.(key);
      const candidate = reading?.order === undefined ? undefined : reading.groups;
      return partsOfRule(rule, key, candidate, (order, alias) => isAccepted(rule, alias, order));
    });
  const names = (alias: string): readonly string[] => {
    const form = isCandidate(alias) ? undefined : ownerForm(alias);
    const group = form && groupOfAlias(form.rule, form.alias.key, alias);
    return group === undefined ? [alias] : [alias, group];
  };

  const claimsOf = remembered(claims);
  const partsOf = remembered(parts);
  const affectedAlone = (key: string): readonly string[] => {
    const alone = claimsOf(key).filter(({ rule }) => rule.release === undefined);
    return [...alone.map(({ alias }) => alias), ...partsOf(key).map(({ group }) => group)];
  };
  const ownerOf = remembered((alias: string) => (isCandidate(alias) ? undefined : ownerForm(alias)?.rule));
  return {
    claimsOf,
    partsOf,
    affectedBy: (key, known) => {
      const isCovered = (other: string): boolean =>
        [...claimsOf(other), ...partsOf(other)].some(({ marker }) => marker === key);
      // The handler also looks at the aliases of the object that the key of the marker names, whether the object exists or not.
      const named = key.slice(0, -'.withdrawn'.length);
      const keys = isMarker(key) ? [key, ...[...known, named].filter(isCovered)] : [key];
      return [...new Set(keys.flatMap(affectedAlone))];
    },
    isMarker,
    namesOf: remembered(names),
    ownerOf,
    guards: (key) =>
      [
        ownerForm(key)?.rule,
        ...rules.filter((rule) => isMarkerOf(rule, key)),
        ...[...claimsOf(key), ...partsOf(key)].map(({ rule }) => rule),
      ].some((rule) => rule?.guard === true),
    isStrange: (key) =>
      !isMarker(key) && claimsOf(key).length === 0 && partsOf(key).length === 0 && ownerOf(key) === undefined,
    compare: (a, b) =>
      compareValues(a.rule.order, a.value, b.value) || a.lastModified - b.lastModified || byBytes(a.key, b.key),
  };
}

function isAccepted(
  rule: RuleSpec,
  alias: AliasSpec,
  order: { value: readonly unknown[]; prerelease: boolean },
): boolean {
  return (!order.prerelease || alias.prereleases === true) && isWithin(rule, order.value[0]);
}

/** Both bounds are exclusive, and for the first value. */
function isWithin({ order, after, before }: RuleSpec, value: unknown): boolean {
  const { read, compare } = ORACLE_ORDERS[order.by];
  const limit = (text: string): never => read(text, order.format)?.value as never;
  if (after !== undefined && compare(value as never, limit(after)) <= 0) return false;
  return before === undefined || compare(value as never, limit(before)) < 0;
}

/** The groups of a key under one rule, and its order value if it has one. */
function readerOf(rule: RuleSpec) {
  const exclude = rule.exclude === undefined ? undefined : new RegExp(rule.exclude, 'u');
  const regex = new RegExp(regexOf(rule.pattern), 'u');
  return (key: string) => {
    if (isMarkerOf(rule, key)) return undefined;
    const groups = key.startsWith(rule.prefix) && exclude?.test(key) !== true ? regex.exec(key)?.groups : undefined;
    if (groups === undefined) return undefined;
    return { groups, order: readOrder(rule.order, groups) };
  };
}

/** A regex for the alias keys of a template: its groups by their own sources, parts of an order value as digits. */
function reverseOf(rule: RuleSpec, template: string): RegExp {
  const sources = sourcesOf(rule.pattern);
  const pieces = template.split(/(\{[\w.]+\})/).map((piece) => {
    const group = /^\{([\w.]+)\}$/.exec(piece)?.[1];
    return group === undefined ? quote(piece) : (sources.get(group) ?? '[0-9]+');
  });
  return new RegExp(`^${pieces.join('')}$`, 'u');
}

function remembered<T>(work: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const now = work(key);
    known.set(key, now);
    return now;
  };
}

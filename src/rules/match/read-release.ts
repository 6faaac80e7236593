import { isStateKey } from '../../state-key.ts';
import type { Groups } from '../pattern/groups.ts';
import { renderTemplate } from '../pattern/template.ts';
import type { AliasGroup, ReleaseTerms } from '../release.ts';
import type { AliasTemplate, Rule } from '../rule.ts';
import type { RuleOrderValue } from '../rule-order.ts';
import type { RuleSet } from '../rule-set.ts';
import { isMarkerKey, markerOfFile } from './marker-place.ts';
import { narrowestPrefix } from './narrowest-prefix.ts';
import { type KeyReading, type KeyReadings, orderRefusal, readKey } from './read-key.ts';
import { type Rejection, rejection } from './rejection.ts';

/** A release of a rule, as read from one key that is part of it. */
export interface ReleaseReading {
  /** Identifies the release within its rule. */
  readonly id: string;
  /** The texts of the groups in `of`. */
  readonly groups: Groups;
  readonly orderText: string;
  readonly order: RuleOrderValue;
  /** The indexes of the `complete` entries that the key matches. */
  readonly completes: readonly number[];
  /** How the rule reads the key as a candidate. Undefined if the key is not a candidate. */
  readonly candidate: KeyReading | undefined;
  /** The key of the marker that withdraws the object. Undefined if the rule ignores markers. */
  readonly marker: string | undefined;
}

/**
 * Finds every release that a key is part of, as a candidate or as a `complete` file. Usually there is one.
 *
 * @param readings how the rules read the key, if that is already known.
 */
export function readReleases(rule: Rule, key: string, readings?: KeyReadings): readonly ReleaseReading[] {
  const { release } = rule;
  if (release === undefined || !key.startsWith(rule.prefix) || isMarkerKey(rule, key) || isStateKey(key)) return [];
  const found = new Map<string, ReleaseReading>();
  const note = (groups: Groups, candidate: KeyReading | undefined, completes: readonly number[]): void => {
    const identity = identifyingGroups(release, groups);
    if (identity === undefined) return;
    const id = releaseId(identity);
    const known = found.get(id);
    const { orderText, order } = known ?? candidate ?? rule.order.read(groups);
    if (orderText === undefined || !order.ok) return;
    const all = [...(known?.completes ?? []), ...completes];
    const own = known?.candidate ?? candidate;
    const marker = own === undefined ? markerOfFile(rule, key, identity) : own.marker;
    found.set(id, { id, groups: identity, orderText, order, completes: all, candidate: own, marker });
  };
  const reading = readings === undefined ? readKey(rule, key) : readings.get(rule);
  if (reading !== undefined) note(reading.groups, reading, []);
  for (const [index, { pattern }] of release.complete.entries()) {
    const groups = pattern.match(key);
    if (groups !== undefined) note(groups, undefined, [index]);
  }
  return [...found.values()];
}

/** Why a matching key is not part of a release. Undefined if it is, or if the rule has no releases. */
export function releaseRefusal({ release }: Rule, { groups }: Pick<KeyReading, 'groups'>): Rejection | undefined {
  const isInRelease = release === undefined || identifyingGroups(release, groups) !== undefined;
  return rejection('no-release', isInRelease ? undefined : 'a group of release.of did not take part in the match');
}

/** The release of which a key is a candidate. */
export function candidateReleaseOf(rule: Rule, key: string): ReleaseReading | undefined {
  return readReleases(rule, key).find(({ candidate }) => candidate !== undefined);
}

/** Returns the group of aliases that a release can move, or why it cannot move any under this template. */
export function aliasGroupFor(
  template: AliasTemplate,
  { groups, order, orderText }: Pick<ReleaseReading, 'groups' | 'order' | 'orderText'>,
): AliasGroup | Rejection {
  const refusal = orderRefusal(template, order, orderText);
  if (refusal !== undefined) return refusal;
  return (
    template.grouping?.groupOfRelease(groups, order.parts) ?? {
      kind: 'no-alias',
      why: 'a group of the template did not take part in the match',
    }
  );
}

/** A group of aliases that a key can move, and the release that the key is part of. */
export interface KeyRelease {
  readonly rule: Rule;
  readonly template: AliasTemplate;
  readonly group: AliasGroup;
  /** All keys that decide about the group begin with this prefix. */
  readonly prefix: string;
  readonly reading: ReleaseReading;
}

/** Finds every group of aliases that a key can move, either as a candidate or because it makes a release complete. */
export function releasesOf(ruleSet: RuleSet, key: string, readings?: KeyReadings): readonly KeyRelease[] {
  return ruleSet.byPrefix.find(key).flatMap((rule) =>
    readReleases(rule, key, readings).flatMap((reading) =>
      rule.templates.flatMap((template) => {
        const group = aliasGroupFor(template, reading);
        return 'why' in group
          ? []
          : [{ rule, template, group, reading, prefix: narrowestPrefix(rule, template, reading.groups) }];
      }),
    ),
  );
}

/** The name of a release in messages: the template `of` with the groups filled in. */
export function releaseName({ of }: ReleaseTerms, groups: Groups): string {
  return renderTemplate(of, { groups, parts: {} }) ?? '';
}

/** The key that an entry of `complete` requires in one release. Wildcards stay in the text. */
export function completeEntryName({ complete }: ReleaseTerms, index: number, groups: Groups): string {
  return (complete[index]?.pieces ?? [])
    .map((piece) => (piece.kind === 'group' ? (groups[piece.group] ?? '') : piece.text))
    .join('');
}

/** The groups that identify a release. Undefined if one of them did not take part in the match. */
function identifyingGroups({ groups: names }: ReleaseTerms, groups: Groups): Groups | undefined {
  const own: Record<string, string> = Object.create(null);
  for (const name of names) {
    const text = groups[name];
    if (text === undefined) return undefined;
    own[name] = text;
  }
  return own;
}

function releaseId(groups: Groups): string {
  return JSON.stringify(Object.values(groups));
}

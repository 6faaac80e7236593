import type { OrderValue } from '../orders/order.ts';
import type { Groups } from '../pattern/pattern.ts';
import { renderTemplate } from '../pattern/template.ts';
import type { AliasGroup, ReleaseTerms } from '../release.ts';
import type { AliasTemplate, Rule } from '../rule.ts';
import type { RuleSet } from '../rule-set.ts';
import { narrowestPrefix } from './narrowest-prefix.ts';
import { type KeyReading, type KeyReadings, orderRefusal, readKey, readOrder } from './read-key.ts';

/** The part that a key has in one release of a rule. */
export interface ReleaseReading {
  /** Identifies the release within its rule. */
  readonly id: string;
  /** The groups of `of`. */
  readonly groups: Groups;
  readonly orderText: string;
  readonly order: OrderValue<unknown>;
  /** The indexes of the `complete` entries that the key matches. */
  readonly completes: readonly number[];
  /** The key read as a candidate, or undefined if it is not a candidate. */
  readonly candidate: KeyReading | undefined;
}

/**
 * Every release that a key is part of, as a candidate or as a `complete` file. Usually there is one.
 *
 * @param readings the readings of the key, if it has already been read.
 */
export function readReleases(rule: Rule, key: string, readings?: KeyReadings): readonly ReleaseReading[] {
  const { release } = rule;
  if (release === undefined || !key.startsWith(rule.prefix)) return [];
  const found = new Map<string, ReleaseReading>();
  const note = (groups: Groups, candidate: KeyReading | undefined, completes: readonly number[]): void => {
    const own = ofGroups(release, groups);
    if (own === undefined) return;
    const id = releaseId(own);
    const known = found.get(id);
    const { orderText, order } = known ?? candidate ?? readOrder(rule, groups);
    if (orderText === undefined || !order.ok) return;
    const all = [...(known?.completes ?? []), ...completes];
    found.set(id, { id, groups: own, orderText, order, completes: all, candidate: known?.candidate ?? candidate });
  };
  const reading = readings === undefined ? readKey(rule, key) : readings.get(rule);
  if (reading !== undefined) note(reading.groups, reading, []);
  for (const [index, { pattern }] of release.complete.entries()) {
    const groups = pattern.match(key);
    if (groups !== undefined) note(groups, undefined, [index]);
  }
  return [...found.values()];
}

/** Why a key that the regex matches is not part of a release, or undefined if it is, or if the rule has no releases. */
export function releaseRefusal({ release }: Rule, { groups }: Pick<KeyReading, 'groups'>): string | undefined {
  return release === undefined || ofGroups(release, groups) !== undefined
    ? undefined
    : 'a group of release.of did not take part in the match';
}

/** The release that a key is a candidate of. */
export function candidateReleaseOf(rule: Rule, key: string): ReleaseReading | undefined {
  return readReleases(rule, key).find(({ candidate }) => candidate !== undefined);
}

/** The group of aliases that a release can be the target of under a template, or why it cannot. */
export function aliasGroupFor(
  template: AliasTemplate,
  { groups, order, orderText }: Pick<ReleaseReading, 'groups' | 'order' | 'orderText'>,
): AliasGroup | { readonly why: string } {
  const why = orderRefusal(template, order, orderText);
  if (why !== undefined) return { why };
  return (
    template.grouping?.groupOfRelease(groups, order.parts) ?? {
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

/** Every group of aliases that a key can move under any rule: as a candidate, or by making a release complete. */
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

/** The display name of a release: the template `of` with its groups filled in. */
export function releaseName({ of }: ReleaseTerms, groups: Groups): string {
  return renderTemplate(of, { groups, parts: {} }) ?? '';
}

/** The key, or key pattern with wildcards, that an entry of `complete` requires in one release. */
export function completeEntryName({ complete }: ReleaseTerms, index: number, groups: Groups): string {
  return (complete[index]?.pieces ?? [])
    .map((piece) => (piece.kind === 'group' ? (groups[piece.group] ?? '') : piece.text))
    .join('');
}

function ofGroups({ groups: names }: ReleaseTerms, groups: Groups): Groups | undefined {
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

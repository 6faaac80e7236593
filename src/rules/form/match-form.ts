import { LONGEST_KEY } from '../../object-key.ts';
import { MARKER_NAME, markerInFolders } from '../match/marker-place.ts';
import type { KeyReading, KeyReadings } from '../match/read-key.ts';
import type { Groups } from '../pattern/groups.ts';
import { renderTemplate } from '../pattern/template.ts';
import { isNeverRefused } from '../proof/never-refused.ts';
import type { AliasTemplate, Rule } from '../rule.ts';
import type { RuleOrderValue } from '../rule-order.ts';
import type { RuleEntry, RuleSet } from '../rule-set.ts';
import type { AliasMatch, KeyMatches } from './key-matches.ts';

/** The result for a key of which every template of a rule makes an alias. */
export class QuickMatch implements KeyMatches, KeyReadings {
  readonly matches: AliasMatch[] = [];
  readonly unmatched: KeyMatches['unmatched'] = NOTHING;
  readonly rule: Rule;
  readonly reading: KeyReading;

  constructor(rule: Rule, reading: KeyReading) {
    this.rule = rule;
    this.reading = reading;
  }

  get readings(): KeyReadings {
    return this;
  }

  get(rule: Rule): KeyReading | undefined {
    return rule === this.rule ? this.reading : undefined;
  }
}

const NOTHING: readonly never[] = [];

/** A key of this length has at most {@link LONGEST_KEY} bytes. */
const SURELY_SHORT = Math.floor(LONGEST_KEY / 3);

/**
 * Decides about a key with the form of a rule, which all rules of the form share. With ten thousand rules, most of the time
 * of a decision is spent on reading what belongs to one rule only, and this reads a third of it. Undefined if anything is
 * unusual. Then the rule itself decides, and says why.
 *
 * @param key has no surrogates.
 */
export function matchForm(ruleSet: RuleSet, entry: RuleEntry, key: string): QuickMatch | undefined {
  const { form, folders, rule, templates } = entry;
  if (form === undefined || form.exclude !== undefined) return undefined;
  if (!key.startsWith(folders) || key.endsWith(MARKER_NAME)) return undefined;
  const groups = form.pattern.match(key, folders.length);
  if (groups === undefined) return undefined;
  const { orderText, order } = form.order.read(groups);
  const marker = form.markers && markerInFolders(form.markers, folders, key, groups);
  if (!order.ok || (marker === undefined && form.markers !== undefined)) return undefined;
  const reading: KeyReading = { groups, orderText, order, marker };
  const quick = new QuickMatch(rule, reading);
  for (let i = 0; i < templates.length; i++) {
    const [one, shared] = [templates[i], form.templates[i]];
    if (one === undefined || shared === undefined || !isNeverRefused(ruleSet, one)) return undefined;
    const end = endOfAlias(shared, groups, order);
    if (end === undefined || one.start === '' || one.start.length + end.length > SURELY_SHORT) return undefined;
    quick.matches.push({ rule, template: one.template, alias: one.start + end, reading });
  }
  return quick;
}

/** The alias after the start of the template. Undefined if the template does not accept the key, or may not. */
function endOfAlias(
  { rest, bounds, prereleases }: AliasTemplate,
  groups: Groups,
  { parts, prerelease }: RuleOrderValue,
): string | undefined {
  if (bounds !== undefined || !rest.isPlain || (prerelease && !prereleases)) return undefined;
  const last = rest.pieces[rest.pieces.length - 1];
  // An alias that can end like a marker is looked at as a whole.
  if (last?.kind !== 'group' || groups[last.group]?.endsWith(LAST_OF_MARKER) !== false) return undefined;
  return renderTemplate(rest.pieces, { groups, parts });
}

const LAST_OF_MARKER = MARKER_NAME.slice(-1);

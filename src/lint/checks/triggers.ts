import { mergePrefixes, watchedPrefixes } from '../../rules/match/covering-prefixes.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { Finding } from '../finding.ts';
import { ANY, KEYS, type Language, sequence, text } from '../language/language.ts';
import {
  type Check,
  eachRule,
  eachTemplate,
  type LintContext,
  type PlacedTemplate,
  ruleFinding,
  templateFinding,
} from '../lint-context.ts';
import {
  CREATED_EVENTS,
  includesEvent,
  LINK_EVENT,
  MOST_TRIGGERS,
  type OssTrigger,
  type OssTriggers,
  REMOVED_EVENTS,
  triggersConflict,
} from '../oss-trigger.ts';
import { findCandidate, findWitness } from '../witness/find-witness.ts';
import { aliasKeys } from '../witness/rule-languages.ts';

/** Finds triggers that conflict, and triggers that are missing or that fire more often than needed. */
export const triggers: Check = (context) => {
  const given = context.triggers;
  if (given?.whose === 'own') return [...ownConflicts(context, given), ...missingTriggers(context, given)];
  const existing = given?.triggers ?? [];
  const room = MOST_TRIGGERS - existing.length;
  if (room < 1) return [noRoom(context, existing)];
  const needed = neededTriggers(context.ruleSet, room);
  return [
    ...sharedTriggers(context, needed, existing),
    ...existing.flatMap((one) => collisions(context, one, needed)),
    ...existing.flatMap((one) => eachTemplate(context, (placed) => firesForAliases(context, one, placed))),
  ];
};

/**
 * The triggers that the rules need: one for each prefix, as in the local cloud. If there are more than `most` prefixes, some
 * share a trigger.
 */
export function neededTriggers(ruleSet: RuleSet, most: number): readonly OssTrigger[] {
  const links = ruleSet.rules.some(({ guard }) => guard) ? [LINK_EVENT] : [];
  const events = [...CREATED_EVENTS, ...REMOVED_EVENTS, ...links];
  return mergePrefixes(watchedPrefixes(ruleSet), most).map((prefix) => ({
    name: `a trigger below "${prefix}"`,
    events,
    prefix,
    suffix: '',
  }));
}

function inAddition(existing: readonly OssTrigger[]): string {
  return existing.length === 0 ? '' : ` in addition to the ${existing.length} existing ones`;
}

function noRoom(context: LintContext, existing: readonly OssTrigger[]): Finding {
  return ruleFinding(context, 0, [], {
    code: 'trigger',
    severity: 'warning',
    what: `the bucket has no room for another trigger${inAddition(existing)}`,
    why: `a bucket can have at most ${MOST_TRIGGERS}`,
    instead: 'remove one, or use EventBridge-based triggers',
  });
}

/** Reports triggers that several prefixes share, because they also fire for keys that do not match any rule. */
function sharedTriggers(
  context: LintContext,
  needed: readonly OssTrigger[],
  existing: readonly OssTrigger[],
): readonly Finding[] {
  const watched = watchedPrefixes(context.ruleSet);
  const wider = needed.map(({ prefix }) => prefix).filter((prefix) => !watched.includes(prefix));
  if (wider.length === 0) return [];
  return [
    ruleFinding(context, 0, [], {
      code: 'trigger',
      severity: wider.includes('') ? 'warning' : 'note',
      what: `the rules have ${watched.length} prefixes and share ${needed.length} ${needed.length === 1 ? 'trigger' : 'triggers'}${inAddition(existing)}`,
      why: `a bucket can have at most ${MOST_TRIGGERS}, so the function is called for all keys that begin with ${wider.map((prefix) => `"${prefix}"`).join(' or ')}`,
      instead: 'put the keys of the rules into common folders that contain nothing else',
    }),
  ];
}

function collisions(context: LintContext, one: OssTrigger, needed: readonly OssTrigger[]): readonly Finding[] {
  const hit = needed.filter((other) => triggersConflict(one, other));
  if (hit.length === 0) return [];
  const { prefix } = hit[0] ?? one;
  const index = context.ruleSet.rules.findIndex((rule) => rule.prefix.startsWith(prefix));
  return [
    ruleFinding(context, Math.max(0, index), ['match', 'prefix'], {
      code: 'trigger',
      severity: 'warning',
      what: `the trigger ${one.name} conflicts with a trigger that the rule needs`,
      why: `it shares events with ${hit.map(({ name }) => name).join(' and ')}, its prefix "${one.prefix}" and suffix "${one.suffix}" overlap, which OSS rejects`,
      instead:
        'give one of them another prefix, or remove its events; if it is a trigger of autoalias, remove it from the file',
    }),
  ];
}

function keysUnder({ prefix, suffix }: OssTrigger): Language {
  return sequence(text(prefix), ANY, text(suffix));
}

/** Reports existing triggers that fire when an alias is written. */
function firesForAliases({ search }: LintContext, trigger: OssTrigger, placed: PlacedTemplate): readonly Finding[] {
  if (!trigger.events.some((event) => includesEvent(event, LINK_EVENT))) return [];
  // Prefix and suffix can overlap in a short key, so they are two conditions.
  const witness = findWitness(
    placed,
    { in: [sequence(text(trigger.prefix), ANY), sequence(ANY, text(trigger.suffix))] },
    search,
  );
  if (witness === undefined) return [];
  return [
    templateFinding(placed, {
      code: 'trigger',
      severity: 'note',
      what: `the trigger ${trigger.name} ${witness.key === undefined ? 'may fire' : 'fires'} for aliases of "${placed.template.text}"`,
      why: `it listens to ${trigger.events.find((event) => includesEvent(event, LINK_EVENT))}, which includes the creation of links, for example ${witness.alias}`,
      instead: 'list its events one by one without PutSymlink, or put the aliases elsewhere',
      witness,
    }),
  ];
}

function ownConflicts(context: LintContext, { triggers: own }: OssTriggers): readonly Finding[] {
  return own.flatMap((one, i) => {
    // Report one conflict per trigger, because a long list could have millions of conflicting pairs.
    const other = own.slice(0, i).find((before) => triggersConflict(one, before));
    if (other === undefined) return [];
    return [
      ruleFinding(context, 0, [], {
        code: 'trigger',
        severity: 'warning',
        what: `the triggers ${other.name} and ${one.name} conflict`,
        why: `they share events, and the prefixes "${other.prefix}" and "${one.prefix}" and their suffixes overlap, which OSS rejects`,
        instead: 'use one trigger for both, or choose prefixes that do not begin with each other',
      }),
    ];
  });
}

/** Reports candidates and aliases with `guard` whose events do not reach a function. */
function missingTriggers(context: LintContext, { triggers: own }: OssTriggers): readonly Finding[] {
  const under = (event: string) =>
    own.filter(({ events }) => events.some((one) => includesEvent(one, event))).map(keysUnder);
  const ofRules = eachRule(context, (rule, index) => {
    const missed = [...CREATED_EVENTS, ...REMOVED_EVENTS].flatMap((event) => {
      const key = findCandidate(rule, { notIn: under(event) }, context.search);
      return key === undefined ? [] : [{ event, key }];
    });
    const [first] = missed;
    if (first === undefined) return [];
    const finding = noTrigger(
      'candidates',
      missed.map(({ event }) => event),
      first.key,
    );
    return [ruleFinding(context, index, ['match', 'prefix'], { ...finding, witness: { key: first.key } })];
  });
  const ofGuarded = eachTemplate(context, (placed) => {
    if (!placed.rule.guard) return [];
    const [alias] = context.search({ in: [KEYS, aliasKeys(placed)], notIn: under(LINK_EVENT) }).texts;
    if (alias === undefined) return [];
    return [templateFinding(placed, { ...noTrigger('guarded aliases', [LINK_EVENT], alias), witness: { alias } })];
  });
  return [...ofRules, ...ofGuarded];
}

function noTrigger(whose: string, events: readonly string[], key: string) {
  return {
    code: 'trigger',
    severity: 'warning',
    what: `no trigger fires for ${whose}`,
    why: `no trigger of the deployment receives the events of ${key} (${events.join(', ')}), so only the sweep notices them`,
    instead: 'choose a trigger prefix that covers the rule',
  } as const;
}

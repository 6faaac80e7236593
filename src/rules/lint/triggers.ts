import { watchedPrefixes } from '../covering-prefixes.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Finding } from './finding.ts';
import { ANY, KEYS, type Language, sequence, text } from './language/language.ts';
import { type Check, formsOf, type LintContext, ofForm, ofRule, type PlacedForm } from './lint-context.ts';
import {
  CREATED_EVENTS,
  collide,
  LINK_EVENT,
  MOST_TRIGGERS,
  type OssTrigger,
  type OssTriggers,
  REMOVED_EVENTS,
  takesIn,
} from './oss-trigger.ts';
import { findCandidate } from './witness/find-candidate.ts';
import { findWitness } from './witness/find-witness.ts';
import { aliasKeys } from './witness/rule-languages.ts';

/** Triggers that a bucket would refuse beside each other, and those that a deployment lacks or pays for. */
export const triggers: Check = (context) => {
  const given = context.triggers;
  const needed = neededTriggers(context.ruleSet);
  if (given === undefined) return tooMany(context, needed, []);
  if (given.whose === 'own') return [...amongThemselves(context, given), ...unheard(context, given)];
  return [
    ...tooMany(context, needed, given.triggers),
    ...given.triggers.flatMap((one) => collisions(context, one, needed)),
    ...given.triggers.flatMap((one) => formsOf(context).flatMap((placed) => calledByAliases(context, one, placed))),
  ];
};

/** What template.yml would have for these rules, a pair for each prefix and a third where aliases are guarded. */
export const neededTriggers = (ruleSet: RuleSet): readonly OssTrigger[] =>
  watchedPrefixes(ruleSet).flatMap((prefix) => [
    { name: `created below "${prefix}"`, events: CREATED_EVENTS, prefix, suffix: '' },
    { name: `removed below "${prefix}"`, events: REMOVED_EVENTS, prefix, suffix: '' },
    ...(ruleSet.rules.some(({ guard }) => guard)
      ? [{ name: `linked below "${prefix}"`, events: [LINK_EVENT], prefix, suffix: '' }]
      : []),
  ]);

const tooMany = (
  context: LintContext,
  needed: readonly OssTrigger[],
  existing: readonly OssTrigger[],
): readonly Finding[] => {
  if (needed.length + existing.length <= MOST_TRIGGERS) return [];
  const beside = existing.length === 0 ? '' : ` beside the ${existing.length} that are there`;
  return [
    ofRule(context, 0, [], {
      code: 'trigger',
      severity: 'warning',
      what: `the rules need ${needed.length} triggers${beside}`,
      why: `a bucket takes at most ${MOST_TRIGGERS}, and each prefix needs its own`,
      instead: 'lay the prefixes of the rules below one that they share, and listen there',
    }),
  ];
};

const collisions = (context: LintContext, one: OssTrigger, needed: readonly OssTrigger[]): readonly Finding[] => {
  const hit = needed.filter((other) => collide(one, other));
  if (hit.length === 0) return [];
  const { prefix } = hit[0] ?? one;
  const index = context.ruleSet.rules.findIndex((rule) => rule.prefix.startsWith(prefix));
  return [
    ofRule(context, Math.max(0, index), ['match', 'prefix'], {
      code: 'trigger',
      severity: 'warning',
      what: `the trigger ${one.name} conflicts with what the rule needs`,
      why: `it shares events with ${hit.map(({ name }) => name).join(' and ')}, its prefix "${one.prefix}" and suffix "${one.suffix}" overlap, and a bucket refuses both`,
      instead:
        'give one of them another prefix, or take its events off; leave the triggers of autoalias out of the file',
    }),
  ];
};

const keysUnder = ({ prefix, suffix }: OssTrigger): Language => sequence(text(prefix), ANY, text(suffix));

/** Each alias that is written there is an event of its own. */
const calledByAliases = ({ search }: LintContext, trigger: OssTrigger, placed: PlacedForm): readonly Finding[] => {
  if (!trigger.events.some((event) => takesIn(event, LINK_EVENT))) return [];
  // Prefix and suffix may share characters of a short key; such a key is no less theirs.
  const witness = findWitness(
    placed,
    { in: [sequence(text(trigger.prefix), ANY), sequence(ANY, text(trigger.suffix))] },
    search,
  );
  if (witness === undefined) return [];
  return [
    ofForm(placed, {
      code: 'trigger',
      severity: 'note',
      what: `the trigger ${trigger.name} ${witness.key === undefined ? 'may fire' : 'fires'} for aliases of "${placed.form.text}"`,
      why: `it listens to ${trigger.events.find((event) => takesIn(event, LINK_EVENT))}, which a link that is written is too, as ${witness.alias}`,
      instead: 'list its events one by one without PutSymlink, or put the aliases elsewhere',
      witness,
    }),
  ];
};

const amongThemselves = (context: LintContext, { triggers: own }: OssTriggers): readonly Finding[] =>
  own.flatMap((one, i) =>
    own.slice(0, i).flatMap((other) =>
      collide(one, other)
        ? [
            ofRule(context, 0, [], {
              code: 'trigger',
              severity: 'warning',
              what: `the triggers ${other.name} and ${one.name} conflict`,
              why: `they share events, and the prefixes "${other.prefix}" and "${one.prefix}" and their suffixes overlap; a bucket refuses both`,
              instead: 'let one trigger listen for both, or choose prefixes of which none begins the other',
            }),
          ]
        : [],
    ),
  );

/** What happens to candidates, and with `guard` to aliases, and reaches no function. */
const unheard = (context: LintContext, { triggers: own }: OssTriggers): readonly Finding[] => {
  const under = (event: string) => own.filter(({ events }) => events.some((one) => takesIn(one, event))).map(keysUnder);
  const ofRules = context.ruleSet.rules.flatMap((rule, index) => {
    const missed = [...CREATED_EVENTS, ...REMOVED_EVENTS].flatMap((event) => {
      const key = findCandidate(rule, { notIn: under(event) }, context.search);
      return key === undefined ? [] : [{ event, key }];
    });
    const [first] = missed;
    if (first === undefined) return [];
    const finding = silent(
      'candidates',
      missed.map(({ event }) => event),
      first.key,
    );
    return [ofRule(context, index, ['match', 'prefix'], { ...finding, witness: { key: first.key } })];
  });
  const ofGuarded = formsOf(context).flatMap((placed) => {
    if (!placed.rule.guard) return [];
    const [alias] = context.search({ in: [KEYS, aliasKeys(placed)], notIn: under(LINK_EVENT) }).texts;
    if (alias === undefined) return [];
    return [ofForm(placed, { ...silent('guarded aliases', [LINK_EVENT], alias), witness: { alias } })];
  });
  return [...ofRules, ...ofGuarded];
};

const silent = (whose: string, events: readonly string[], key: string) =>
  ({
    code: 'trigger',
    severity: 'warning',
    what: `no trigger fires for ${whose}`,
    why: `what happens to ${key} (${events.join(', ')}) reaches none of the deployment, so only the sweep sees it`,
    instead: 'let the prefix of the triggers cover the rule',
  }) as const;

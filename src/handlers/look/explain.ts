import { type Orphan, readOrphan } from '../../aliases/look/prune-alias.ts';
import { LOOK } from '../../aliases/model/cause.ts';
import { readMarkerNote } from '../../aliases/model/marker-note.ts';
import { aliasTask } from '../../aliases/model/task.ts';
import { frozenClass } from '../../archive-class.ts';
import type { KeyMatches } from '../../rules/form/key-matches.ts';
import { keyHints } from '../../rules/hints/key-hints.ts';
import type { OrderHint } from '../../rules/hints/order-traps.ts';
import { matchKey } from '../../rules/match/match-key.ts';
import { narrowestPrefix } from '../../rules/match/narrowest-prefix.ts';
import type { KeyReading } from '../../rules/match/read-key.ts';
import type { Rejection } from '../../rules/match/rejection.ts';
import { whyUnmatched } from '../../rules/match/why-unmatched.ts';
import type { Rule } from '../../rules/rule.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import { type ListingReader, listForReaders } from '../walk/list-objects.ts';
import { coveredText, markersOfObject, type NamedMarker } from '../withdraw/named-marker.ts';
import { runProtocol } from '../work/run-protocol.ts';
import { type AliasView, aliasViewer } from './view-alias.ts';
import { type ReleaseView, releaseViewers } from './view-releases.ts';

/** The marker that withdraws a key, and what it says. Any program can write a marker, so what it says can be missing. */
export interface MarkerView {
  readonly marker: string;
  readonly rule: string;
  /** What it withdraws: the key of an object, or a prefix that ends with a slash. */
  readonly covers: string;
  /** Whether the marker exists. */
  readonly exists: boolean;
  readonly reason: string | null;
  readonly actor: string | null;
  /** ISO 8601. */
  readonly time: string | null;
}

/** How one rule reads a key, and which aliases the key affects. */
export interface RuleView {
  readonly rule: string;
  /** Whether the rule matches the key. */
  readonly matched: boolean;
  /** Why the rule does not match the key, or null if it does. */
  readonly why: string | null;
  readonly groups: Readonly<Record<string, string>>;
  readonly order: { readonly by: string; readonly text: string | null; readonly why: string | null };
  /** What the order does unexpectedly with the version of this key. */
  readonly hints: readonly OrderHint[];
  readonly aliases: readonly AliasView[];
  /** The releases that the key is part of. The regex does not need to match the key. */
  readonly releases: readonly ReleaseView[];
  /** The templates that do not produce an alias for the key, and why. */
  readonly skipped: readonly (Rejection & { readonly alias: string })[];
}

/** The result of {@link explain}. */
export interface Explanation {
  readonly key: string;
  /** What is stored at the key. */
  readonly exists: 'object' | 'symlink' | 'none';
  /** The storage class of the object, if it is archived and not restored. Then it cannot be read, also through an alias. */
  readonly archived: string | null;
  /** The markers that withdraw the key if they exist. Empty if it is not a candidate, or if its rules ignore markers. */
  readonly markers: readonly MarkerView[];
  readonly rules: readonly RuleView[];
  /** The alias that has this key, if a rule defines one. */
  readonly alias: (AliasView & { readonly rule: string }) | null;
  /** If the key is a link that autoalias wrote and no rule defines any more: its rule and target. */
  readonly orphan: Orphan | null;
}

/** Explains how each rule reads a key, which aliases it affects, and which candidate wins each alias. Writes nothing. */
export async function explain(context: HandlerContext, key: string): Promise<Explanation> {
  const { store, ruleSet } = context;
  const head = await store.send({ operation: 'HeadObject', key });
  const matches = matchKey(ruleSet, key);
  const viewers = ruleSet.rules.map((rule) => ruleViewer(context, rule, key, matches));
  const task =
    matches.matches.length === 0 ? aliasTask(ruleSet, key, LOOK, context.now(), store.capabilities) : undefined;
  const ownViewer = task === undefined ? undefined : aliasViewer(context, task);
  const readers = viewers.flatMap((viewer) => viewer.readers);
  await listForReaders(store, ownViewer === undefined ? readers : [...readers, ownViewer]);
  const rules = await Promise.all(viewers.map((viewer) => viewer.view()));
  return {
    key,
    exists: head.found,
    archived: (head.found === 'object' ? frozenClass(head) : undefined) ?? null,
    markers: await Promise.all(markersOfObject(ruleSet, key).map((marker) => markerView(context, marker))),
    rules,
    alias: task === undefined || ownViewer === undefined ? null : { rule: task.rule.name, ...(await ownViewer.view()) },
    orphan: head.found === 'symlink' && ownViewer === undefined ? await orphanAt(context, key) : null,
  };
}

async function markerView({ store }: HandlerContext, named: NamedMarker): Promise<MarkerView> {
  const { key: marker, rule } = named;
  const note = await runProtocol(readMarkerNote(marker), store);
  const { reason = null, actor = null, time = null } = note ?? {};
  return { marker, rule: rule.name, covers: coveredText(named), exists: note !== undefined, reason, actor, time };
}

async function orphanAt({ store }: HandlerContext, key: string): Promise<Orphan | null> {
  return (await runProtocol(readOrphan(key), store)) ?? null;
}

/** Collects what one rule does with a key. */
interface RuleViewer {
  readonly readers: readonly ListingReader[];
  /** Call this after the readers have received their listings. */
  view(): Promise<RuleView>;
}

function ruleViewer(
  context: HandlerContext,
  rule: Rule,
  key: string,
  { matches, unmatched, readings }: KeyMatches,
): RuleViewer {
  const now = context.now();
  const aliases = matches
    .filter((match) => match.rule === rule)
    .map(({ template, alias, reading }) => {
      const prefix = narrowestPrefix(rule, template, reading.groups);
      const { capabilities } = context.store;
      const task = { rule, template, alias, prefix, candidate: { key, reading }, cause: LOOK, now, capabilities };
      return aliasViewer(context, task);
    });
  const releases = releaseViewers(rule, key, now);
  return {
    readers: [...aliases, ...releases],
    view: async () => ({
      ...viewRule(rule, key, readings.get(rule)),
      aliases: await Promise.all(aliases.map((viewer) => viewer.view())),
      releases: releases.map((viewer) => viewer.view()),
      skipped: unmatched
        .filter((one) => one.rule === rule)
        .map(({ template, kind, why }) => ({ alias: template.text, kind, why })),
    }),
  };
}

function viewRule(
  rule: Rule,
  key: string,
  reading: KeyReading | undefined,
): Omit<RuleView, 'aliases' | 'releases' | 'skipped'> {
  const order = { by: rule.order.name, text: reading?.orderText ?? null };
  if (reading === undefined) {
    const why = whyUnmatched(rule, key);
    return { rule: rule.name, matched: false, why, groups: {}, order: { ...order, why: null }, hints: [] };
  }
  const why = reading.order.ok ? null : reading.order.why;
  const hints = keyHints(rule, { candidates: [key] });
  return { rule: rule.name, matched: true, why: null, groups: reading.groups, order: { ...order, why }, hints };
}

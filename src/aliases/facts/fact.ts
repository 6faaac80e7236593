import { PROGRAM_VERSION } from '../../program-version.ts';
import type { Candidate } from '../../rules/match/candidate.ts';
import { aliasGroupFor, readReleases } from '../../rules/match/read-release.ts';
import type { AliasGroup } from '../../rules/release.ts';
import type { AliasTemplate, Rule } from '../../rules/rule.ts';
import { readRecord } from '../model/alias-record.ts';
import { classifyObject } from '../model/classify-object.ts';
import type { Outcome } from '../model/outcome.ts';
import { digestOf, type ListedState, type ListedVersion } from './listed-state.ts';
import type { Reads } from './watch-reads.ts';

/** What a fact says of an alias: a sweep would leave it as it is. */
export type FactAction = 'unchanged' | 'pinned' | 'protected';

/** A verified state: while the listing shows the same, each of these aliases is right, until a time. */
export interface Fact {
  readonly action: FactAction;
  /** How many aliases it is about. */
  readonly aliases: number;
  /** Unix milliseconds, by the store's clock. Undefined if it has no end. */
  readonly until: number | undefined;
}

/** An alias, or a group of aliases, as a sweep found it in its listing. */
export interface ListedSubject {
  readonly rule: Rule;
  readonly template: AliasTemplate;
  /** The alias, or the name of the group. */
  readonly name: string;
  readonly group: AliasGroup | undefined;
  readonly state: ListedState;
  /** Whether the state has every link of the subject. If not, the links are outside the prefix of the candidates. */
  readonly hasLinks: boolean;
  /** By alias: what it should point at. Aliases that should not exist are missing. */
  readonly winners: ReadonlyMap<string, Pick<Candidate, 'key' | 'lastModified'>>;
  /** Files of the release that were listed without a type. */
  readonly unproven: readonly Pick<Candidate, 'key' | 'lastModified'>[];
}

/** How a sweep verified a subject. */
export interface Verification {
  readonly subject: ListedSubject;
  /** By alias. */
  readonly outcomes: ReadonlyMap<string, Pick<Outcome, 'to' | 'dangling'> & { readonly action: string }>;
  readonly reads: Reads;
  /** The store's time before the first read was sent. Unix milliseconds. */
  readonly start: number;
}

/**
 * Milliseconds. A fact rests only on what was written this long before its verification began. Last-Modified has whole
 * seconds, and the clocks of the store's servers may differ. Everything that is written after the verification began has a
 * later Last-Modified than everything in the fact, so it cannot look the same in a listing.
 */
export const MARGIN = 60_000;

/** The digest of what a listing shows of a subject whose links it has. */
export function digestOfSubject(subject: ListedSubject): string {
  const links = [...subject.state.links].map(([alias, { etag, lastModified }]) => [alias, etag, lastModified]);
  return digestOf(['whole', ...formOf(subject), subject.state.candidates, links]);
}

/** The digest of the candidates of a subject whose links are listed elsewhere. */
export function digestOfCandidates(subject: ListedSubject): string {
  return digestOf(['candidates', ...formOf(subject), subject.state.candidates]);
}

/** The digest of a link that is listed apart from its candidates. The ETag is not part of it: a read may show another. */
export function digestOfLink(
  { rule, template }: Pick<ListedSubject, 'rule' | 'template'>,
  alias: string,
  lastModified: number,
): string {
  return digestOf(['link', PROGRAM_VERSION, rule.name, template.digest, alias, lastModified]);
}

/** Everything else that decides about a subject: its rule as now, and this program. */
function formOf({ rule, template, name }: ListedSubject): readonly string[] {
  return [PROGRAM_VERSION, rule.name, template.digest, rule.onDelete, rule.onConflict, name];
}

/** The aliases of a subject with their links, as the verification read them. Used if the listing does not have them. */
export function linksRead({ reads, outcomes }: Pick<Verification, 'reads' | 'outcomes'>): ReadonlyMap<string, number> {
  const links = new Map<string, number>();
  for (const alias of outcomes.keys()) {
    const link = reads.links.get(alias)?.at(-1);
    if (link?.found === 'symlink' && link.lastModified !== undefined) links.set(alias, link.lastModified);
  }
  return links;
}

/**
 * The fact that a verification establishes, or undefined. There is none
 * - for an alias that was written, is dangling or refused, or shows a target that the listing does not have
 * - if a read saw something other than the listing
 * - if something was written shortly before `start`
 */
export function factOf(verification: Verification, margin = MARGIN): Fact | undefined {
  const { subject, outcomes, reads, start } = verification;
  const [first] = outcomes.values();
  const action = FACT_ACTIONS.find((one) => one === first?.action);
  if (action === undefined || reads.wrote || subject.state.newest > start - margin) return undefined;
  if (!subject.unproven.every((file) => isAsListed(file, reads))) return undefined;
  const ends = [subject.state.matures];
  for (const [alias, outcome] of outcomes) {
    if (outcome.action !== action || outcome.dangling === true) return undefined;
    const link = linkAsListed(subject, alias, reads, start - margin);
    if (link === 'other') return undefined;
    if (!isTargetListed(subject, alias, { action, to: outcome.to, reads, before: start - margin })) return undefined;
    ends.push(link?.until);
  }
  const until = ends.reduce((a, b) => (a === undefined || b === undefined ? (a ?? b) : Math.min(a, b)));
  return until !== undefined && until <= start ? undefined : { action, aliases: outcomes.size, until };
}

/** Whether HeadObject has shown that a listed key is an object, with the listed time. */
function isAsListed({ key, lastModified }: ListedSubject['unproven'][number], { objects }: Reads): boolean {
  const answers = objects.get(key) ?? [];
  return answers.length > 0 && answers.every((one) => one.found === 'object' && one.lastModified === lastModified);
}

const FACT_ACTIONS: readonly FactAction[] = ['unchanged', 'pinned', 'protected'];

/**
 * Whether every read of the link shows what was listed. Returns the end of its pin, `other` if a read shows something
 * else, or undefined if there is no link. Last-Modified is enough: everything written since has a later one.
 */
function linkAsListed(
  { state, hasLinks }: ListedSubject,
  alias: string,
  reads: Reads,
  before: number,
): { readonly until: number | undefined } | 'other' | undefined {
  const answers = reads.links.get(alias) ?? [];
  const last = answers.at(-1);
  const listed: Partial<ListedVersion> | undefined = hasLinks
    ? state.links.get(alias)
    : last?.found === 'symlink'
      ? last
      : undefined;
  const isObject = (): boolean =>
    listed?.lastModified !== undefined && isAsListed({ key: alias, lastModified: listed.lastModified }, reads);
  const isSame = answers.every(({ found, ...answer }) => {
    if (found === 'symlink') return 'lastModified' in answer && answer.lastModified === listed?.lastModified;
    // The listing has no type, so a real object at the key was listed like a link.
    return found === 'object' ? isObject() : listed === undefined;
  });
  if (last === undefined || !isSame) return 'other';
  if (last.found !== 'symlink') return undefined;
  if (last.lastModified === undefined || last.lastModified > before) return 'other';
  return { until: readRecord(last)?.pin?.until };
}

interface Target {
  readonly action: FactAction;
  readonly to: string | null;
  readonly reads: Reads;
  readonly before: number;
}

/** Whether the listing has the target of an alias, and every read of the target shows the same. */
function isTargetListed(subject: ListedSubject, alias: string, { action, to, reads, before }: Target): boolean {
  const winner = subject.winners.get(alias);
  if (to === null) return action === 'protected' || winner === undefined;
  const answers = reads.objects.get(to) ?? [];
  const times = answers.map((answer) => (answer.found === 'object' ? answer.lastModified : Number.POSITIVE_INFINITY));
  if (times.length === 0) return false;
  if (action === 'unchanged') return to === winner?.key && times.every((time) => time === winner.lastModified);
  // A pin and protection hold any target. Only those that are candidates are in the digest.
  return isCandidate(subject, alias, to) && times.every((time) => time <= before);
}

function isCandidate({ rule, template, group }: ListedSubject, alias: string, key: string): boolean {
  if (group === undefined) {
    return !(
      'why' in classifyObject({ rule, template, alias, now: Number.POSITIVE_INFINITY }, { key, lastModified: 0 })
    );
  }
  return readReleases(rule, key).some((reading) => {
    const own = reading.candidate === undefined ? undefined : aliasGroupFor(template, reading);
    return own !== undefined && !('why' in own) && own.name === group.name;
  });
}

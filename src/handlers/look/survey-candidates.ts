import type { Shown } from '../../aliases/look/plan-alias.ts';
import { classifyObject } from '../../aliases/model/classify-object.ts';
import type { AliasTask } from '../../aliases/model/task.ts';
import { type Candidate, compareCandidates } from '../../rules/match/candidate.ts';
import { aliasKeyFor, readKey } from '../../rules/match/read-key.ts';
import { candidateReleaseOf } from '../../rules/match/read-release.ts';
import { createReleaseSurvey, type Release, type ReleaseSurvey } from '../../rules/match/release-survey.ts';
import type { Store } from '../../stores/store.ts';
import { listObjects } from '../walk/list-objects.ts';

/** Who competes for an alias, and what else lies there. */
export interface CandidateSurvey extends Shown {
  readonly candidates: number;
  /** Greatest first. */
  readonly greatest: readonly Candidate[];
  readonly rejected: readonly Rejected[];
}

interface Rejected {
  readonly key: string;
  readonly why: string;
}

/** How many of each are named. */
const SHOWN = 20;

/** Lists everything on which an alias is decided. */
export async function surveyCandidates(store: Store, task: AliasTask): Promise<CandidateSurvey> {
  const tally = createTally(task);
  const rankOf = ranking(task);
  const group = task.template.grouping?.groupOfAlias(task.alias);
  const survey = group === undefined ? undefined : createReleaseSurvey(task.rule, task.template, group.name);
  // Whether a release is complete is known at the end; until then, those of one alias are kept.
  const open: Candidate[] = [];
  for await (const object of listObjects(store, task.prefix)) {
    survey?.add(object);
    const found = classifyObject(task, object);
    if ('why' in found) tally.reject({ key: object.key, why: found.why }, rankOf(object));
    else if (survey === undefined) tally.take(found);
    else open.push(found);
  }
  if (survey === undefined) return { winner: tally.greatest[0], ...tally.counts() };
  const release = survey.choose(task.now);
  const whyNot = missingIn(survey, release.chosen);
  const incomplete: Rejected[] = [];
  for (const candidate of open) {
    const why = whyNot(task, candidate.key);
    if (why === undefined) tally.take(candidate);
    else incomplete.push({ key: candidate.key, why });
  }
  const counts = tally.counts();
  // Those are what people look for; the other files of all releases are many.
  const rejected = [...incomplete, ...counts.rejected].slice(0, SHOWN);
  return { winner: release.chosen?.members.get(task.alias), release, ...counts, rejected };
}

/** Why a candidate's release is none to be shown; undefined where it is complete. */
function missingIn(survey: ReleaseSurvey, chosen: Release | undefined) {
  const known = new Map(survey.releases().map((release) => [release.id, release]));
  return ({ rule }: AliasTask, key: string): string | undefined => {
    const release = known.get(candidateReleaseOf(rule, key)?.id ?? '');
    if (release === undefined || release.id === chosen?.id || release.lacks.length === 0) return undefined;
    return `its release ${release.name} is not complete: there is no object ${release.lacks.join(', no ')}`;
  };
}

/** `own`: without its version or its age, it would be a candidate of this alias. */
type Rank = 'own' | 'other' | 'link';

function ranking({ rule, template, alias }: AliasTask) {
  const fixed = Object.entries(template.keyPattern.match(alias) ?? {}).filter(([name]) =>
    template.determinedGroups.has(name),
  );
  return ({ key, type }: { readonly key: string; readonly type?: string }): Rank => {
    if (type === 'Symlink') return 'link';
    const reading = readKey(rule, key);
    if (reading === undefined || fixed.some(([name, text]) => reading.groups[name] !== text)) return 'other';
    const given = aliasKeyFor(template, reading);
    return 'alias' in given && given.alias !== alias ? 'other' : 'own';
  };
}

function createTally({ rule }: AliasTask) {
  const greatest: Candidate[] = [];
  const rejected: Readonly<Record<Rank, Rejected[]>> = { own: [], other: [], link: [] };
  let candidates = 0;
  return {
    greatest,
    counts: () => ({
      candidates,
      greatest,
      rejected: [...rejected.own, ...rejected.other, ...rejected.link].slice(0, SHOWN),
    }),
    reject(one: Rejected, rank: Rank): void {
      if (rejected[rank].length < SHOWN) rejected[rank].push(one);
    },
    take(candidate: Candidate): void {
      candidates++;
      const place = greatest.findIndex((other) => compareCandidates(rule, candidate, other) > 0);
      greatest.splice(place === -1 ? greatest.length : place, 0, candidate);
      greatest.splice(SHOWN);
    },
  };
}

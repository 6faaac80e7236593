import type { ListedCandidates } from '../../aliases/look/plan-alias.ts';
import { classifyObject } from '../../aliases/model/classify-object.ts';
import type { AliasTask } from '../../aliases/model/task.ts';
import { type Candidate, compareCandidates } from '../../rules/match/candidate.ts';
import { aliasKeyFor, readKey } from '../../rules/match/read-key.ts';
import { candidateReleaseOf } from '../../rules/match/read-release.ts';
import { createReleaseSurvey, type Release, type ReleaseSurvey } from '../../rules/match/release-survey.ts';
import type { ListedObject } from '../../stores/store-response.ts';

/** The candidates of an alias, and the other objects under its prefix. */
export interface CandidateSurvey extends ListedCandidates {
  readonly candidates: number;
  /** The twenty greatest, in descending order. */
  readonly greatest: readonly Candidate[];
  /** At most twenty. */
  readonly rejected: readonly Rejected[];
}

interface Rejected {
  readonly key: string;
  readonly why: string;
}

/** How many candidates, and how many rejected objects, are named. */
const NAMED = 20;

/** Sorts the objects of a listing into candidates of an alias and rejected objects. */
export interface CandidateSurveyor {
  /** Takes one object under the prefix of the alias. */
  add(object: ListedObject): void;
  /** The survey of all objects that were added. */
  end(): CandidateSurvey;
}

export function createCandidateSurveyor(task: AliasTask): CandidateSurveyor {
  const tally = createTally(task);
  const rankOf = ranking(task);
  const group = task.template.grouping?.groupOfAlias(task.alias);
  const survey = group === undefined ? undefined : createReleaseSurvey(task.rule, task.template, group.name);
  // Which releases are complete is known at the end of the listing. Candidates of releases are kept until then.
  const ofReleases: Candidate[] = [];
  return {
    add(object) {
      survey?.add(object);
      const found = classifyObject(task, object);
      if ('why' in found) tally.reject({ key: object.key, why: found.why }, rankOf(object));
      else if (survey === undefined) tally.take(found);
      else ofReleases.push(found);
    },
    end() {
      if (survey === undefined) return { winner: tally.greatest[0], ...tally.counts() };
      const release = survey.choose(task.now);
      const refusalOf = incompleteIn(survey, release.chosen);
      const incomplete: Rejected[] = [];
      for (const candidate of ofReleases) {
        const why = refusalOf(task, candidate.key);
        if (why === undefined) tally.take(candidate);
        else incomplete.push({ key: candidate.key, why });
      }
      const counts = tally.counts();
      // Files of incomplete releases come first: a person who asks is most likely looking for them.
      const rejected = [...incomplete, ...counts.rejected].slice(0, NAMED);
      return { winner: release.chosen?.members.get(task.alias), release, ...counts, rejected };
    },
  };
}

/** Why a candidate cannot win: its release is not complete. Undefined if it is. */
function incompleteIn(survey: ReleaseSurvey, chosen: Release | undefined) {
  const known = new Map(survey.releases().map((release) => [release.id, release]));
  return ({ rule }: AliasTask, key: string): string | undefined => {
    const release = known.get(candidateReleaseOf(rule, key)?.id ?? '');
    if (release === undefined || release.id === chosen?.id || release.lacks.length === 0) return undefined;
    return `its release ${release.name} is not complete: there is no object ${release.lacks.join(', no ')}`;
  };
}

/** How close a rejected object is to a candidate. `own`: with another version or more age it would be one of this alias. */
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
      rejected: [...rejected.own, ...rejected.other, ...rejected.link].slice(0, NAMED),
    }),
    reject(one: Rejected, rank: Rank): void {
      if (rejected[rank].length < NAMED) rejected[rank].push(one);
    },
    take(candidate: Candidate): void {
      candidates++;
      const place = greatest.findIndex((other) => compareCandidates(rule, candidate, other) > 0);
      greatest.splice(place === -1 ? greatest.length : place, 0, candidate);
      greatest.splice(NAMED);
    },
  };
}

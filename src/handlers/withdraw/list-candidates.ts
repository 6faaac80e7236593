import { classifyObject, orderTextOf } from '../../aliases/model/classify-object.ts';
import type { AliasTask } from '../../aliases/model/task.ts';
import { type Candidate, compareCandidates } from '../../rules/match/candidate.ts';
import { candidateReleaseOf, releaseName } from '../../rules/match/read-release.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { Store } from '../../stores/store.ts';
import type { ListedObject } from '../../stores/store-response.ts';
import { listObjects } from '../walk/list-objects.ts';
import { markersOfObject, type NamedMarker } from './named-marker.ts';

/** A candidate of an alias, withdrawn or not. */
export interface ListedCandidate extends Candidate {
  /** The markers that would withdraw it. */
  readonly markers: readonly NamedMarker[];
  readonly isWithdrawn: boolean;
}

/** Lists the candidates of an alias, greatest first. Includes those that are withdrawn. */
export type CandidateLister = (task: AliasTask) => Promise<readonly ListedCandidate[]>;

/** Creates a lister that reads each prefix once, for aliases whose candidates have the same prefix. */
export function createCandidateLister(store: Store, ruleSet: RuleSet): CandidateLister {
  const listings = new Map<string, Promise<readonly ListedObject[]>>();
  const listing = (prefix: string): Promise<readonly ListedObject[]> => {
    const objects = listings.get(prefix) ?? listAll(store, prefix);
    listings.set(prefix, objects);
    return objects;
  };
  return async (task) => {
    const objects = (await listing(task.prefix)).filter(({ type }) => type !== 'Symlink');
    const present = new Set(objects.map(({ key }) => key));
    return objects
      .flatMap((object) => {
        const candidate = classifyObject(task, object);
        if ('why' in candidate) return [];
        const markers = markersOfObject(ruleSet, object.key);
        return [{ ...candidate, markers, isWithdrawn: markers.some(({ key }) => present.has(key)) }];
      })
      .sort((a, b) => compareCandidates(task.rule, b, a));
  };
}

async function listAll(store: Store, prefix: string): Promise<readonly ListedObject[]> {
  const objects: ListedObject[] = [];
  for await (const object of listObjects(store, prefix)) objects.push(object);
  return objects;
}

/** Whether a person can mean an object by this text: its key, its version, or its release. */
export function isNamed(task: Pick<AliasTask, 'rule'>, key: string, text: string): boolean {
  if (key === text || orderTextOf(task, key) === text) return true;
  const { release } = task.rule;
  const own = release === undefined ? undefined : candidateReleaseOf(task.rule, key);
  return release !== undefined && own !== undefined && releaseName(release, own.groups) === text;
}

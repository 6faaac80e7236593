import { classifyObject, markerOf, orderTextOf } from '../../aliases/model/classify-object.ts';
import type { AliasTask } from '../../aliases/model/task.ts';
import { type Candidate, compareCandidates } from '../../rules/match/candidate.ts';
import { aliasKeyFor, readKey } from '../../rules/match/read-key.ts';
import { candidateReleaseOf, releaseName } from '../../rules/match/read-release.ts';
import type { AliasTemplate, Rule } from '../../rules/rule.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { Store } from '../../stores/store.ts';
import type { ListedObject } from '../../stores/store-response.ts';
import { withMarkerTypes } from '../walk/kind-of-listed.ts';
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

/**
 * Creates a lister that reads each prefix once, and divides its objects by alias once. So the time does not grow with the
 * number of aliases times the number of objects.
 */
export function createCandidateLister(store: Store, ruleSet: RuleSet): CandidateLister {
  const listings = new Map<string, Promise<Listing>>();
  return async (task) => {
    const listing = listings.get(task.prefix) ?? readListing({ store, ruleSet }, task.prefix);
    listings.set(task.prefix, listing);
    const { present, ofAlias } = await listing;
    return ofAlias(task)
      .flatMap((object) => {
        const candidate = classifyObject(task, object);
        if ('why' in candidate) return [];
        // Only a marker of the rule of the alias counts. Another rule can have its markers elsewhere.
        const isWithdrawn = present.has(markerOf(task, object.key) ?? '');
        return [{ ...candidate, markers: markersOfObject(ruleSet, object.key), isWithdrawn }];
      })
      .sort((a, b) => compareCandidates(task.rule, b, a));
  };
}

/** The objects under a prefix. */
interface Listing {
  readonly present: ReadonlySet<string>;
  /** The objects for which the template of a task produces its alias. */
  ofAlias(task: AliasTask): readonly ListedObject[];
}

async function readListing(context: ListingContext, prefix: string): Promise<Listing> {
  const objects = (await listAll(context, prefix)).filter(({ type }) => type !== 'Symlink');
  const divided = new Map<AliasTemplate, ReadonlyMap<string, readonly ListedObject[]>>();
  return {
    present: new Set(objects.map(({ key }) => key)),
    ofAlias({ rule, template, alias }) {
      const byAlias = divided.get(template) ?? divideByAlias(rule, template, objects);
      divided.set(template, byAlias);
      return byAlias.get(alias) ?? [];
    },
  };
}

function divideByAlias(
  rule: Rule,
  template: AliasTemplate,
  objects: readonly ListedObject[],
): ReadonlyMap<string, readonly ListedObject[]> {
  const byAlias = new Map<string, ListedObject[]>();
  for (const object of objects) {
    const reading = readKey(rule, object.key);
    const found = reading && aliasKeyFor(template, reading);
    if (found === undefined || 'why' in found) continue;
    const own = byAlias.get(found.alias);
    if (own === undefined) byAlias.set(found.alias, [object]);
    else own.push(object);
  }
  return byAlias;
}

interface ListingContext {
  readonly store: Store;
  readonly ruleSet: RuleSet;
}

async function listAll(context: ListingContext, prefix: string): Promise<readonly ListedObject[]> {
  const objects: ListedObject[] = [];
  for await (const object of withMarkerTypes(context, listObjects(context.store, prefix))) objects.push(object);
  return objects;
}

/** Whether a person can mean an object by this text: its key, its version, or its release. */
export function isNamed(task: Pick<AliasTask, 'rule'>, key: string, text: string): boolean {
  if (key === text || orderTextOf(task, key) === text) return true;
  const { release } = task.rule;
  const own = release === undefined ? undefined : candidateReleaseOf(task.rule, key);
  return release !== undefined && own !== undefined && releaseName(release, own.groups) === text;
}

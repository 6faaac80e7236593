import { type AliasTask, aliasTask } from '../../aliases/model/task.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { ListedObject } from '../../stores/store-response.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import { isListedLink, withMarkerTypes } from '../walk/kind-of-listed.ts';
import { listObjects } from '../walk/list-objects.ts';
import { noAliasUnder } from '../work/move-by-hand.ts';
import type { MarkerCommand } from './marker-plan.ts';
import {
  coveredText,
  distinctMarkers,
  markerAt,
  markersOfFolder,
  markersOfObject,
  type NamedMarker,
  rulesWithoutMarkers,
} from './named-marker.ts';

/** What one argument of a command names: markers, or aliases. A prefix can name several of either. */
export interface ResolvedName {
  readonly name: string;
  readonly markers: readonly NamedMarker[];
  /** The aliases that the argument names. Empty if it names markers. */
  readonly aliases: readonly AliasTask[];
}

/** Which objects under a prefix a command is about. */
export type PrefixReader = (ruleSet: RuleSet, object: ListedObject) => readonly NamedMarker[];

/** Under a prefix, `withdraw` is about the candidates. */
export const candidatesUnder: PrefixReader = (ruleSet, { key, type }) =>
  type === 'Symlink' ? [] : markersOfObject(ruleSet, key);

/** Under a prefix, `restore` is about the markers. */
export const markersUnder: PrefixReader = (ruleSet, { key, type }) => {
  const marker = type === 'Symlink' ? undefined : markerAt(ruleSet, key);
  return marker === undefined ? [] : [marker];
};

/**
 * Finds what an argument names. A text that ends with a slash is a prefix: it names the objects under it or, if there is none
 * that the rules match, the aliases under it. Any other text is the key of an object, of a marker or of an alias. The object
 * need not exist.
 *
 * @throws AutoaliasError `not-an-alias` if no rule matches it; `alias-refused` if its rule ignores markers.
 */
export async function resolveName(
  context: HandlerContext,
  name: string,
  what: MarkerCommand,
  read: PrefixReader,
): Promise<ResolvedName> {
  return name.endsWith('/') ? await resolvePrefix(context, name, what, read) : resolveKey(context, name, what);
}

function resolveKey(context: HandlerContext, name: string, what: MarkerCommand): ResolvedName {
  const { ruleSet } = context;
  const own = markerAt(ruleSet, name);
  // `restore` accepts any marker, because another program can have written one that has no effect.
  if (own !== undefined && own.value === undefined && what !== 'restore') throw ineffectiveMarker(own);
  const markers = own === undefined ? markersOfObject(ruleSet, name) : [own];
  if (markers.length > 0) return { name, markers, aliases: [] };
  const task = taskOfAlias(context, name, what);
  if (task !== undefined) return { name, markers, aliases: [task] };
  throw refusedObject(ruleSet, name);
}

function ineffectiveMarker(marker: NamedMarker): AutoaliasError {
  const covered = coveredText(marker);
  const what = marker.covered.kind === 'folder' ? 'not a version of rule' : 'not a candidate of rule';
  return new AutoaliasError(
    'not-an-alias',
    `a marker ${marker.key} would withdraw nothing: ${covered} is ${what} ${marker.rule.name}; name the key of an object, the folder of a version, or the key of an alias for the object that it points at`,
  );
}

async function resolvePrefix(
  context: HandlerContext,
  name: string,
  what: MarkerCommand,
  read: PrefixReader,
): Promise<ResolvedName> {
  const { ruleSet, store } = context;
  const folder = markersOfFolder(ruleSet, name);
  if (folder.length > 0) return { name, markers: distinctMarkers(folder), aliases: [] };
  const markers: NamedMarker[] = [];
  const aliases: AliasTask[] = [];
  let withoutMarkers: string | undefined;
  let hasCandidates = false;
  const listed = listObjects(store, name);
  for await (const object of what === 'restore' ? withMarkerTypes(context, listed) : listed) {
    markers.push(...read(ruleSet, object));
    hasCandidates ||= candidatesUnder(ruleSet, object).length > 0;
    const task = mayBeLink(object) ? taskOfAlias(context, object.key, what) : undefined;
    if (task !== undefined && (await isListedLink(store, object))) aliases.push(task);
    if (object.type === 'Symlink') continue;
    if (rulesWithoutMarkers(ruleSet, object.key).length > 0) withoutMarkers ??= object.key;
  }
  if (markers.length > 0) return { name, markers, aliases: [] };
  if (aliases.length > 0 && !hasCandidates) return { name, markers, aliases };
  if (withoutMarkers !== undefined) throw refusedObject(ruleSet, withoutMarkers);
  return { name, markers, aliases: [] };
}

/** The aliases that an argument of `rollback` names. A prefix names every alias under it. */
export async function resolveAliases(context: HandlerContext, name: string): Promise<readonly AliasTask[]> {
  if (!name.endsWith('/')) {
    const task = taskOfAlias(context, name, 'rollback');
    if (task !== undefined) return [task];
    const isObject = markersOfObject(context.ruleSet, name).length > 0;
    throw new AutoaliasError(
      'not-an-alias',
      isObject
        ? `${name} is an object and not an alias; autoalias withdraw ${name} takes it back`
        : `no rule defines the alias ${name}; autoalias explain ${name} says why`,
    );
  }
  const tasks: AliasTask[] = [];
  for await (const object of listObjects(context.store, name)) {
    const task = mayBeLink(object) ? taskOfAlias(context, object.key, 'rollback') : undefined;
    if (task !== undefined && (await isListedLink(context.store, object))) tasks.push(task);
  }
  if (tasks.length > 0) return tasks;
  throw noAliasUnder(name);
}

function taskOfAlias({ ruleSet, now, store }: HandlerContext, key: string, what: MarkerCommand): AliasTask | undefined {
  return aliasTask(ruleSet, key, { kind: 'by-hand', what }, now(), store.capabilities);
}

function mayBeLink({ type }: ListedObject): boolean {
  return type === undefined || type === 'Symlink';
}

/** Why an object cannot be withdrawn. */
export function refusedObject(ruleSet: RuleSet, key: string): AutoaliasError {
  const [rule] = rulesWithoutMarkers(ruleSet, key);
  return rule === undefined
    ? new AutoaliasError(
        'not-an-alias',
        `${key} is neither a candidate nor an alias of any rule, so a marker would have no effect; autoalias explain ${key} says why`,
      )
    : new AutoaliasError(
        'alias-refused',
        `rule ${rule.name} ignores markers (withdraw: false), so ${key} cannot be withdrawn; autoalias pin holds an alias at another object`,
      );
}

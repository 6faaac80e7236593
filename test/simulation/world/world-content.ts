import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../src/stores/store-response.ts';
import { FOREIGN_ETAG } from './operations.ts';
import { ALIAS } from './single-alias.ts';
import type { WorldState } from './world.ts';

const VERSION_ID = /CAEQ[\w.-]{60}/g;

export function named({ names }: WorldState, text: string): string {
  return names.size === 0 ? text : text.replace(VERSION_ID, (id) => names.get(id) ?? id);
}

/** The request with the store's own version ids. */
export function unnamed<R extends StoreRequest>(state: WorldState, request: R): R {
  if (!('versionId' in request)) return request;
  const id = [...state.names].find(([, name]) => name === request.versionId)?.[0] ?? request.versionId;
  return { ...request, versionId: id };
}

/**
 * Names new versions by key and number, and describes the content as text. Handlers read only the newest version of an
 * alias for which `isBlind` returns true. All its versions share one name, and only the newest is part of the content.
 */
export function described(state: WorldState, isBlind: (entry: string) => boolean): WorldState {
  const versions = state.table.range({ from: 'v/', to: 'v0' });
  const names = new Map(state.names);
  const counts = new Map<string, number>();
  for (const name of names.values())
    if (name !== BLIND) counts.set(keyOfName(name), (counts.get(keyOfName(name)) ?? 0) + 1);
  for (const [entry, value] of versions.toReversed()) {
    const { versionId } = value as { versionId?: string };
    if (versionId === undefined || versionId === 'null' || names.has(versionId)) continue;
    const count = (counts.get(keyOf(entry)) ?? 0) + 1;
    counts.set(keyOf(entry), count);
    names.set(versionId, isBlind(keyOf(entry)) ? BLIND : `id:${keyOf(entry)}:${count}`);
  }
  const { versioning } = state.table.get('b/demo') as { versioning: string };
  const written = (value: unknown): string =>
    named(
      { ...state, names },
      JSON.stringify(value, (name, part: unknown) => (name === 'sequence' ? undefined : part)),
    );
  const isShown = (entry: string, at: number): boolean =>
    !isBlind(entry) || versions.findIndex(([other]) => keyOf(other) === entry) === at;
  const rows = versions
    .map(([entry, value]) => [keyOf(entry), withoutLinkEtag(value)] as const)
    .filter(([entry], at) => isShown(entry, at));
  for (const entry of [...counts.keys()].filter(isBlind)) counts.delete(entry);
  const aliasRows = rows.filter(([key]) => key === ALIAS_ENTRY);
  const aliasVersions = counts.get(ALIAS_ENTRY) ?? 0;
  counts.delete(ALIAS_ENTRY);
  const others = [versioning, state.moment, [...counts].sort(), ...rows.filter(([key]) => key !== ALIAS_ENTRY)];
  const deeper = written(aliasRows.slice(READ)).includes(FOREIGN_ETAG);
  return {
    ...state,
    names,
    aliasVersions,
    content: written([aliasVersions, aliasRows, others]),
    essence: countedFromNewest(written([deeper, aliasRows.slice(0, state.shown), others]), { ...state, aliasVersions }),
  };
}

const BLIND = 'id:alias';

/** The store changes the ETag of a link with each write. Handlers ignore it. */
function withoutLinkEtag(row: unknown): unknown {
  return (row as { kind: string }).kind === 'symlink' ? { ...(row as object), etag: '' } : row;
}

const ALIAS_ENTRY = `v/demo/${ALIAS}`;
const ALIAS_VERSION = new RegExp(`id:${ALIAS_ENTRY}:([0-9]+)`, 'g');

/** How many of the newest versions of an alias handlers use. Below those, only a real object matters. */
export const READ = 3;

/** The same in a world with pins, where handlers also search older versions for an overwritten pin. */
export const DEEP = 8;

/** The same if aliases are removed with their targets. Handlers search that many versions for the link that was removed. */
export const DEEPEST = 16;

/** Returns true if a request searches for an overwritten pin. In a world without pins, the answer does not matter. */
export function isLookForPins(request: StoreRequest): boolean {
  return request.operation === 'ListObjectVersions' && (request.maxKeys ?? 0) > DEEPEST;
}

export const NO_VERSIONS: StoreResponse = { versions: [], prefixes: [] };

/** Limits an answer to the versions that handlers can use. */
export function shown(answer: StoreResponse, { shown: most }: Pick<WorldState, 'shown'>): StoreResponse {
  return 'versions' in answer ? { ...answer, versions: answer.versions.slice(0, most) } : answer;
}

/**
 * Replaces the alias's version numbers in a text by their age, so that they do not depend on earlier writes. Handlers
 * only compare versions beyond every page for equality, so those are renumbered without gaps.
 */
export function countedFromNewest(
  text: string,
  { aliasVersions, shown }: Pick<WorldState, 'aliasVersions' | 'shown'>,
): string {
  const ages = [...text.matchAll(ALIAS_VERSION)].map(([, nth]) => aliasVersions - Number(nth));
  const old = [...new Set(ages.filter((age) => age >= shown))].sort((a, b) => a - b);
  return text.replace(ALIAS_VERSION, (_, nth: string) => {
    const age = aliasVersions - Number(nth);
    return `id:alias:${age < shown ? age : shown + old.indexOf(age)}`;
  });
}

function keyOf(entry: string): string {
  return entry.slice(0, entry.indexOf('\u0000\u0000'));
}

function keyOfName(name: string): string {
  return name.slice(3, name.lastIndexOf(':'));
}

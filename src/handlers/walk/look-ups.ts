import { justBefore } from '../../aliases/split/key-range.ts';
import { compareKeys } from '../../compare-keys.ts';
import { commonStart } from '../../rules/match/covering-prefixes.ts';
import type { ListObjectVersions } from '../../stores/store-request.ts';
import type { ListedVersion, VersionsPage } from '../../stores/store-response.ts';

/** Looks up the newest versions under a prefix. Nothing is read beyond its first page. */
export type LookUp = Required<Pick<ListObjectVersions, 'operation' | 'prefix' | 'maxKeys'>>;

/** Whether a request is a look-up: it wants a few versions, and does not continue another page. */
export function isLookUp(request: ListObjectVersions): request is LookUp {
  const { prefix, keyMarker, delimiter, maxKeys = 100 } = request;
  return prefix !== undefined && keyMarker === undefined && delimiter === undefined && maxKeys <= MOST_VERSIONS;
}

const MOST_VERSIONS = 3;

/** A page that answers fewer look-ups costs more than it saves: the store and the client read a thousand versions for it. */
const LEAST_ANSWERED = 3;

const PAGE = 1000;

/** @param listed the prefixes that may be listed, in key order. No page has keys of two of them. */
export async function answerLookUpsIn(
  listed: readonly string[],
  lookUps: readonly LookUp[],
  send: (request: ListObjectVersions) => Promise<VersionsPage>,
): Promise<ReadonlyMap<string, VersionsPage>> {
  const groups = new Map<string | undefined, LookUp[]>();
  for (const one of lookUps) {
    const prefix = listed.find((start) => one.prefix.startsWith(start));
    groups.set(prefix, [...(groups.get(prefix) ?? []), one]);
  }
  const answers = await Promise.all([...groups.values()].map((group) => answerLookUps(group, send)));
  return new Map(answers.flatMap((some) => [...some]));
}

/**
 * Answers look-ups from pages that each have the versions of many keys. If the keys are far apart, so that a page answers few
 * look-ups, sends the others one by one. Each answer is newer than the call, as if its request had been sent alone.
 *
 * @returns by prefix. If several look-ups have the same prefix, the answer is that of the largest.
 */
export async function answerLookUps(
  lookUps: readonly LookUp[],
  send: (request: ListObjectVersions) => Promise<VersionsPage>,
): Promise<ReadonlyMap<string, VersionsPage>> {
  const answers = new Map<string, VersionsPage>();
  const largest = new Map([...lookUps].sort((a, b) => a.maxKeys - b.maxKeys).map((one) => [one.prefix, one]));
  let open = [...largest.values()].sort((a, b) => compareKeys(a.prefix, b.prefix));
  for (let isDense = true; isDense && open.length >= LEAST_ANSWERED; ) {
    const page = await send(pageFor(open));
    const answered = open.filter((one) => isAnswered(one, page));
    for (const { prefix, maxKeys } of answered) answers.set(prefix, startOf(page, prefix, maxKeys));
    open = open.filter(({ prefix }) => !answers.has(prefix));
    isDense = answered.length >= LEAST_ANSWERED;
  }
  await Promise.all(open.map(async (one) => answers.set(one.prefix, await send(one))));
  return answers;
}

/** The page that begins directly before the first of some look-ups, in key order. */
function pageFor(open: readonly LookUp[]): ListObjectVersions {
  const [first = '', ...others] = open.map(({ prefix }) => prefix);
  const prefix = others.reduce(commonStart, first);
  const start = first === prefix ? {} : { keyMarker: justBefore(first) };
  return { operation: 'ListObjectVersions', prefix, ...start, maxKeys: PAGE };
}

/** Whether a page has everything that a look-up wants. The look-up must not be before the start of the page. */
function isAnswered({ prefix, maxKeys }: LookUp, page: VersionsPage): boolean {
  const last = page.versions.at(-1);
  if (page.nextKeyMarker === undefined) return true;
  if (last === undefined || compareKeys(last.key, prefix) < 0) return false;
  return !last.key.startsWith(prefix) || startOf(page, prefix, maxKeys).versions.length === maxKeys;
}

function startOf({ versions }: VersionsPage, prefix: string, most: number): VersionsPage {
  const own: ListedVersion[] = [];
  for (let i = firstFrom(versions, prefix); own.length < most; i++) {
    const version = versions[i];
    if (version === undefined || !version.key.startsWith(prefix)) break;
    own.push(version);
  }
  return { versions: own, prefixes: [] };
}

/** The index of the first version whose key is not before a text. */
function firstFrom(versions: readonly ListedVersion[], text: string): number {
  let [low, high] = [0, versions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareKeys(versions[middle]?.key ?? '', text) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

import { createKeyMarks, type KeyMark } from '../../aliases/split/key-marks.ts';
import { compareKeys } from '../../compare-keys.ts';
import { allPrefixes } from '../../rules/match/covering-prefixes.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { Store } from '../../stores/store.ts';
import { createLimiter, type Limiter } from '../work/concurrency.ts';

/** Limits of a survey. */
export interface SurveyLimits {
  /** About how many requests it may send. */
  readonly requests: number;
}

const LIMITS: SurveyLimits = { requests: 1000 };

/** The most entries of one page. */
const PAGE = 1000;

const CONCURRENCY = 16;

/** How many folders of a level are measured. The others count as their mean. */
const SAMPLES = 64;

/**
 * Estimates where the keys are that the rules affect, with far fewer requests than a listing. Measures folders by one page
 * each, and descends into those that have more. The marks are rough: a task that gets too much leaves the rest to another,
 * and the next run uses what this one has counted.
 */
export async function surveyKeys(store: Store, ruleSet: RuleSet, limits = LIMITS): Promise<readonly KeyMark[]> {
  const survey = { store, limiter: createLimiter(CONCURRENCY), left: limits.requests };
  const marks: KeyMark[] = [];
  for (const prefix of allPrefixes(ruleSet)) marks.push(...(await surveyFolder(survey, prefix)));
  return marks;
}

interface Survey {
  readonly store: Store;
  readonly limiter: Limiter;
  /** How many requests are left. */
  left: number;
}

/** The marks of all keys under a prefix, in key order. */
async function surveyFolder(survey: Survey, prefix: string): Promise<readonly KeyMark[]> {
  const { keys, isAll } = await measure(survey, prefix);
  const marks = createKeyMarks();
  for (const key of keys) marks.add(key);
  if (isAll || survey.left <= 0) return marks.marks;
  const { folders, objects } = await listFolder(survey, prefix);
  const sampled = samples(folders.length);
  const sizes = new Map<number, readonly KeyMark[]>();
  await Promise.all(
    sampled.map(async (i) => {
      const folder = folders[i];
      if (folder !== undefined) sizes.set(i, await surveyFolder(survey, folder));
    }),
  );
  const counted = [...sizes.values()].map(total);
  const mean = counted.reduce((sum, one) => sum + one, 0) / Math.max(1, counted.length);
  const inFolders = folders.flatMap((folder, i) => sizes.get(i) ?? [{ key: `${folder}~`, objects: mean }]);
  return [...objects, ...inFolders].sort((a, b) => compareKeys(a.key, b.key));
}

function total(marks: readonly KeyMark[]): number {
  return marks.reduce((sum, { objects }) => sum + objects, 0);
}

/** Evenly spaced indexes. */
function samples(count: number): readonly number[] {
  if (count <= SAMPLES) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: SAMPLES }, (_, i) => Math.floor((i * count) / SAMPLES));
}

/** The first page of keys under a prefix. */
async function measure(survey: Survey, prefix: string) {
  survey.left--;
  const page = await survey.limiter(() => survey.store.send({ operation: 'ListObjects', prefix, maxKeys: PAGE }));
  return { keys: page.objects.map(({ key }) => key), isAll: page.nextToken === undefined };
}

/** The folders of a level, and one mark for each page of its objects. Stops when the survey has no requests left. */
async function listFolder(survey: Survey, prefix: string) {
  const folders: string[] = [];
  const objects: KeyMark[] = [];
  let continuationToken: string | undefined;
  do {
    survey.left--;
    const token = continuationToken;
    const page = await survey.limiter(() =>
      survey.store.send({
        ...{ operation: 'ListObjects', prefix, delimiter: '/', maxKeys: PAGE },
        ...(token === undefined ? {} : { continuationToken: token }),
      }),
    );
    folders.push(...page.prefixes);
    const last = page.objects.at(-1);
    if (last !== undefined) objects.push({ key: last.key, objects: page.objects.length });
    continuationToken = page.nextToken;
  } while (continuationToken !== undefined && survey.left > 0);
  return { folders, objects };
}

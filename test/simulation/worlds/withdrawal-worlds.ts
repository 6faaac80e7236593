import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import type { RuleSet } from '../../../src/rules/rule-set.ts';
import { delInFolder, FOLDER, folderOf, putInFolder } from '../world/folder-world.ts';
import type { Layout, See, WorldFacts } from '../world/layout.ts';
import type { Operation } from '../world/operation.ts';
import {
  appliedAtOnce,
  apply,
  del,
  delKey,
  linkAtMarker,
  pinned,
  put,
  putKey,
  restore,
  sweep,
  sweptAtOnce,
  timePasses,
  unpin,
  withdraw,
} from '../world/operations.ts';
import { delFile, putFile, RELEASES, RELEASES_BY_FILE } from '../world/release-world.ts';
import { ALIAS, candidate, singleRules } from '../world/single-alias.ts';
import { candidatesIn } from '../world/single-layout.ts';
import type { WorldOptions } from '../world/world.ts';
import { HOUR } from '../world/world-task.ts';
import { wrongTarget } from '../world/wrong-target.ts';
import { silently } from './fallback-worlds.ts';
import type { SpecialWorld } from './worlds.ts';

const ALL = ['Enabled', 'Never', 'Suspended'] as const;
const ENABLED = ['Enabled'] as const;

function worlds(
  kind: string,
  all: Readonly<Record<string, readonly Operation[]>>,
  options?: WorldOptions,
  states: SpecialWorld['states'] = ALL,
): readonly SpecialWorld[] {
  return Object.entries(all).map(
    ([name, operations]): SpecialWorld => ({
      name: `${kind}: ${name}`,
      states,
      operations,
      ...(options === undefined ? {} : { options }),
    }),
  );
}

/** A layout with one alias, which points at the greatest candidate that is left, or does not exist. */
function layoutOf(ruleSet: RuleSet): Layout {
  return { ruleSet, aliases: [ALIAS], wrong: (see) => wrongTarget(see, ALIAS, greatest(candidatesIn(see))) };
}

function greatest(numbers: readonly number[]): string | undefined {
  return numbers.length === 0 ? undefined : candidate(Math.max(...numbers));
}

const FALLBACK = 'f';
const withFallback = singleRules(`onDelete: { fallback: ${FALLBACK} }`);
const fallback = silently(putKey(FALLBACK, FALLBACK));

/** Without candidates, the alias shows the fallback, or it does not exist. */
function wrongFallback(see: See): string | undefined {
  const winner = greatest(candidatesIn(see));
  const hasFallback = see({ operation: 'HeadObject', key: FALLBACK }).found === 'object';
  const isMissing = see({ operation: 'GetSymlink', key: ALIAS }).found === 'none';
  // An event of a deleted alias does not bring the fallback.
  if (winner === undefined && isMissing) return undefined;
  return wrongTarget(see, ALIAS, winner ?? (hasFallback ? FALLBACK : undefined));
}

const aging = singleRules('minimumAge: 1h');
const MATURED = sweptAtOnce(aging, 1);

/** A withdrawn candidate is never a target, even if all others are too young. */
function wrongAge(see: See, { now }: WorldFacts): string | undefined {
  const isOld = (n: number): boolean => {
    const head = see({ operation: 'HeadObject', key: candidate(n) });
    return head.found === 'object' && head.lastModified <= now - HOUR;
  };
  // A handler that started before time passed finds all other candidates too young, and removes the alias.
  if (see({ operation: 'GetSymlink', key: ALIAS }).found === 'none') return undefined;
  return wrongTarget(see, ALIAS, greatest(candidatesIn(see).filter(isOld)));
}

const removing = singleRules('onDelete: remove');
const APPLIED = appliedAtOnce(removing);

/** Without versions, a sweep that dies after a removal leaves no trace of it. */
const WITHOUT_CRASH = [
  { handlers: 2, duplicates: 0, crashes: 0 },
  { handlers: 2, duplicates: 1, crashes: 0 },
];

/** Handlers that remove the alias at once can repeat that without end, and bury the link below any number of versions. */
const WITH_DUPLICATE = [
  { handlers: 2, duplicates: 1, crashes: 0, limit: 30_000 },
  { handlers: 2, duplicates: 1, crashes: 1, limit: 30_000 },
];

/**
 * The alias was removed with 2. It points at 1, or is missing. It is not missing if it has pointed at 1, which exists: the
 * record of a deletion repeats a link that its writer had read, so it does not count.
 */
function wrongAfterDeletion(see: See): string | undefined {
  if (see({ operation: 'GetSymlink', key: ALIAS }).found !== 'none') return wrongTarget(see, ALIAS, candidate(1));
  const { versions } = see({ operation: 'ListObjectVersions', prefix: ALIAS, maxKeys: 100 });
  for (const { versionId, deleteMarker } of versions) {
    const link = deleteMarker ? undefined : see({ operation: 'GetSymlink', key: ALIAS, versionId });
    if (link?.found !== 'symlink' || link.metadata['autoalias-removes'] !== undefined) continue;
    return link.target === candidate(1) ? `${ALIAS} is missing, but it has pointed at ${link.target}` : undefined;
  }
  return undefined;
}

const PROTECTED = singleRules('protected: true');

/** Only a command moves a protected alias, also if its target is withdrawn. The command does not choose a withdrawn one. */
function wrongProtected(see: See, { operations }: WorldFacts): string | undefined {
  const link = see({ operation: 'GetSymlink', key: ALIAS });
  const isCommandLast = operations.at(-1) === apply;
  if (link.found !== 'symlink') return `${ALIAS} is missing, but a person asked for it`;
  return isCommandLast ? wrongTarget(see, ALIAS, greatest(candidatesIn(see))) : undefined;
}

/** The keys `a/<number>` with markers next to them. */
const FLAT_KEYS = parseRules(
  `version: 1
rules:
  - name: a
    match: { prefix: a/, regex: '^a/(?<n>[0-9]+)$' }
    order: { by: number, on: n }
    aliases: [${ALIAS}]
`,
  'world.yaml',
);

function flat(n: number, of: 'put' | 'withdraw' | 'restore' | 'delete'): Operation {
  const key = of === 'withdraw' || of === 'restore' ? `a/${n}.withdrawn` : `a/${n}`;
  return of === 'put' || of === 'withdraw' ? putKey(`${key}`, key) : delKey(key, key);
}

function wrongFlat(see: See): string | undefined {
  const { objects } = see({ operation: 'ListObjects', prefix: 'a/', maxKeys: 1000 });
  const there = new Set(objects.map(({ key }) => key));
  const winner = [3, 2, 1].find((n) => there.has(`a/${n}`) && !there.has(`a/${n}.withdrawn`));
  return wrongTarget(see, ALIAS, winner === undefined ? undefined : `a/${winner}`);
}

/** Each number has its own alias, so the narrowest prefix is limited by the folder of the marker alone. */
const OWN_ALIASES = parseRules(
  `version: 1
rules:
  - name: a
    match: { prefix: a/, regex: '^a/(?<n>[0-9]+)/x$' }
    order: { by: number, on: n }
    aliases: ['by/{n}']
`,
  'world.yaml',
);

const BOTH = folderOf([1, 'x'], [1, 'y'], [2, 'x'], [2, 'y']);

/**
 * With versions, two handlers can repair the chain of an alias again and again. The versions of these aliases are not counted
 * from the newest, so such worlds have no end.
 */
const FOLDER_BUDGETS = [
  { handlers: 2, duplicates: 0, crashes: 0 },
  { handlers: 2, duplicates: 1, crashes: 0 },
  { handlers: 2, duplicates: 0, crashes: 1 },
].map((budget) => ({ ...budget, limit: 5000 }));

/** The ten worlds of the model in which withdrawal was first explored. */
const PLAIN: Readonly<Record<string, readonly Operation[]>> = {
  'the newest': [put(1), put(2), withdraw(2)],
  'a newer one is uploaded': [put(1), put(2), withdraw(2), put(3)],
  'two in turn': [put(1), put(2), put(3), withdraw(3), withdraw(2)],
  'and restored': [put(1), put(2), withdraw(2), restore(2)],
  'before its upload': [withdraw(2), put(1), put(2)],
  'and deleted': [put(1), put(2), withdraw(2), del(2)],
  'and uploaded again': [put(1), put(2), withdraw(2), put(2)],
  'all, and one restored': [put(1), withdraw(1), restore(1)],
  'the next best, and the best is deleted': [put(1), put(2), put(3), withdraw(2), del(3)],
  'restored, and withdrawn again': [put(1), put(2), withdraw(2), restore(2), withdraw(2)],
};

/** Withdrawn objects are not candidates. The alias moves to the greatest one that is left. */
export const WITHDRAWAL_WORLDS: readonly SpecialWorld[] = [
  ...worlds('withdrawn', PLAIN),
  ...worlds('withdrawn', { 'a link at the key of the marker': [put(1), linkAtMarker(2), put(2)] }),
  ...worlds(
    'withdrawn next to the object',
    {
      'the newest': [flat(1, 'put'), flat(2, 'put'), flat(2, 'withdraw')],
      'and restored': [flat(1, 'put'), flat(2, 'put'), flat(2, 'withdraw'), flat(2, 'restore')],
      'the next best, and the best is deleted': [
        flat(1, 'put'),
        flat(2, 'put'),
        flat(3, 'put'),
        flat(2, 'withdraw'),
        flat(3, 'delete'),
      ],
    },
    { layout: { ruleSet: FLAT_KEYS, aliases: [ALIAS], wrong: wrongFlat } },
  ),
  ...worlds(
    'withdrawn with an alias for each number',
    { 'the only one': [put(1), withdraw(1)] },
    {
      layout: {
        ruleSet: OWN_ALIASES,
        aliases: ['by/1'],
        wrong: (see) => wrongTarget(see, 'by/1', greatest(candidatesIn(see))),
      },
    },
  ),
  ...worlds(
    'withdrawn, onDelete: keep',
    {
      'the newest': [put(1), put(2), withdraw(2)],
      'and deleted': [put(1), put(2), withdraw(2), del(2)],
      'and restored': [put(1), put(2), withdraw(2), restore(2)],
    },
    { layout: layoutOf(singleRules('onDelete: keep')) },
  ),
  ...worlds(
    'withdrawn, onDelete: remove',
    {
      'the newest': [put(1), put(2), withdraw(2)],
      'the only one, and restored': [put(1), withdraw(1), restore(1)],
      'both, and the lesser restored': [put(1), put(2), withdraw(2), withdraw(1), restore(1)],
    },
    { layout: layoutOf(singleRules('onDelete: remove')) },
    // Without versions, nothing shows why the alias was removed.
    ENABLED,
  ),
  ...worlds(
    'withdrawn and restored, onDelete: remove',
    {
      'the only one': [silently(put(1)), APPLIED, withdraw(1), restore(1)],
      'and withdrawn again': [silently(put(1)), APPLIED, withdraw(1), restore(1), withdraw(1)],
    },
    { layout: layoutOf(removing) },
  ),
  // The event of another cause, which finds the alias removed.
  ...worlds(
    'withdrawn and restored, onDelete: remove',
    { 'during a sweep': [silently(put(1)), APPLIED, silently(withdraw(1)), sweep, restore(1)] },
    { layout: layoutOf(removing) },
  ).map((world): SpecialWorld => ({ ...world, budgets: WITHOUT_CRASH })),
  ...worlds(
    'deleted, onDelete: remove',
    { 'a lesser one is uploaded later': [silently(put(2)), APPLIED, del(2), timePasses, put(1)] },
    { layout: { ...layoutOf(removing), wrong: wrongAfterDeletion } },
    ENABLED,
  ).map((world): SpecialWorld => ({ ...world, budgets: WITH_DUPLICATE })),
  ...worlds(
    'withdrawn, with a fallback',
    {
      'the only one': [fallback, put(1), sweptAtOnce(withFallback), withdraw(1)],
      'and restored': [fallback, put(1), sweptAtOnce(withFallback), withdraw(1), restore(1)],
      'the fallback does not exist': [put(1), sweptAtOnce(withFallback), withdraw(1)],
    },
    { layout: { ruleSet: withFallback, aliases: [ALIAS], wrong: wrongFallback } },
  ),
  ...worlds(
    'withdrawn, with minimumAge',
    {
      'the newest': [put(1), put(2), timePasses, MATURED, withdraw(2)],
      'the only old one': [put(1), timePasses, MATURED, put(2), withdraw(1)],
      'during the sweep': [put(1), put(2), timePasses, sweep, withdraw(2)],
      'and restored': [put(1), timePasses, MATURED, withdraw(1), restore(1)],
    },
    { layout: { ruleSet: aging, aliases: [ALIAS], isAging: true, wrong: wrongAge } },
  ),
  // The handler of the marker updates both aliases with one listing.
  ...worlds(
    'withdrawn folder with two aliases',
    {
      'a greater one is uploaded for one alias': [BOTH, withdraw(2), putInFolder(3, 'x')],
      'the next best of one alias is deleted': [BOTH, withdraw(2), delInFolder(1, 'x')],
      'and restored': [BOTH, withdraw(2), restore(2)],
      'and uploaded again': [BOTH, withdraw(2), putInFolder(2, 'x')],
      'the only one of one alias': [folderOf([1, 'x'], [2, 'x'], [2, 'y']), withdraw(2)],
    },
    { layout: FOLDER },
  ).map((world): SpecialWorld => ({ ...world, budgets: FOLDER_BUDGETS })),
  ...worlds(
    'withdrawn while protected',
    {
      'the target': [put(1), put(2), apply, withdraw(2)],
      'before the command': [put(1), put(2), withdraw(2), apply],
    },
    { layout: { ruleSet: PROTECTED, aliases: [ALIAS], wrong: wrongProtected } },
  ),
  ...worlds(
    'withdrawn while pinned',
    {
      'the target': [put(1), put(2), pinned(2), withdraw(2)],
      'and unpinned': [put(1), put(2), pinned(2), withdraw(2), unpin],
    },
    { pins: true },
    ENABLED,
  ),
  ...worlds(
    'a withdrawn release',
    {
      'the newest': [putFile(1, 'x'), putFile(1, 'z'), putFile(2, 'x'), putFile(2, 'z'), withdraw(2)],
      'and restored': [putFile(1, 'z'), putFile(2, 'z'), withdraw(2), restore(2)],
      'before it is complete': [putFile(1, 'z'), putFile(2, 'x'), withdraw(2), putFile(2, 'z')],
      'the only one': [putFile(1, 'x'), putFile(1, 'z'), withdraw(1)],
    },
    { layout: RELEASES },
  ),
  ...worlds(
    'a release with a withdrawn file',
    {
      'a member': [putFile(1, 'z'), putFile(2, 'x'), putFile(2, 'z'), withdrawFile(2, 'x')],
      'the file that makes it complete': [putFile(1, 'z'), putFile(2, 'x'), putFile(2, 'z'), withdrawFile(2, 'z')],
      'and restored': [putFile(1, 'z'), putFile(2, 'z'), withdrawFile(2, 'z'), restoreFile(2, 'z')],
      'and the file is deleted': [
        putFile(1, 'z'),
        putFile(2, 'x'),
        putFile(2, 'z'),
        withdrawFile(2, 'x'),
        delFile(2, 'x'),
      ],
    },
    { layout: RELEASES_BY_FILE },
  ),
];

function withdrawFile(n: number, file: string): Operation {
  return putKey(`${n}/${file}.withdrawn`, `a/${n}/${file}.withdrawn`);
}

function restoreFile(n: number, file: string): Operation {
  return delKey(`${n}/${file}.withdrawn`, `a/${n}/${file}.withdrawn`);
}

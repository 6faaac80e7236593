import type { SymlinkFound } from '../../../src/stores/store-response.ts';
import type { Layout, See, WorldFacts } from '../world/layout.ts';
import type { Operation } from '../world/operation.ts';
import { del, pin, put, rollback, sweptAtOnce, unpin } from '../world/operations.ts';
import { ALIAS, singleRules } from '../world/single-alias.ts';
import type { SpecialWorld } from './worlds.ts';

const ruleSet = singleRules();

function numberOf({ target }: SymlinkFound): number {
  return Number(target.split('/')[1]);
}

/** A rollback never moves the alias to a greater target than the one that its writer had read. */
function neverForward(see: See): string | undefined {
  const { versions } = see({ operation: 'ListObjectVersions', prefix: ALIAS, maxKeys: 100 });
  const links = new Map<string, SymlinkFound>();
  for (const { versionId, deleteMarker } of versions) {
    const link = deleteMarker ? undefined : see({ operation: 'GetSymlink', key: ALIAS, versionId });
    if (link?.found === 'symlink') links.set(versionId, link);
  }
  for (const link of links.values()) {
    if (link.metadata['autoalias-cause'] !== 'rollback') continue;
    const before = links.get(link.metadata['autoalias-base'] ?? '');
    if (before === undefined || before.target === link.target || numberOf(link) < numberOf(before)) continue;
    return `${ALIAS} was rolled back from ${before.target} to ${link.target}`;
  }
  return undefined;
}

/** The alias is pinned below its target at the time of the rollback. */
function wrong(see: See, { operations }: WorldFacts): string | undefined {
  const link = see({ operation: 'GetSymlink', key: ALIAS });
  if (link.found !== 'symlink') return `${ALIAS} is missing`;
  if (operations.at(-1) === unpin) return undefined;
  const isPinned = link.metadata['autoalias-pin'] !== undefined;
  // A rollback that starts after 4 was uploaded returns to 3.
  const most = operations.some(({ name }) => name === 'put 4') ? 4 : 3;
  return isPinned && numberOf(link) < most ? undefined : `${ALIAS} points at ${link.target}, pinned: ${isPinned}`;
}

const LAYOUT: Layout = { ruleSet, aliases: [ALIAS], wrong };

/** The alias has shown 1, 2 and 3, and every event was handled. */
const SHOWN: Operation = {
  name: 'the alias has shown 1, 2 and 3',
  do: (store) => {
    for (const n of [1, 2, 3]) {
      put(n).do(store, n);
      sweptAtOnce(ruleSet).do(store, n);
    }
    return [];
  },
};

/** A rollback never moves the alias forward, also during uploads and deletions. */
export const ROLLBACK_WORLDS: readonly SpecialWorld[] = Object.entries({
  once: [SHOWN, rollback],
  twice: [SHOWN, rollback, rollback],
  'during an upload': [SHOWN, rollback, put(4)],
  'and its target is deleted': [SHOWN, rollback, del(2)],
  'while another person pins the alias': [SHOWN, rollback, pin(1)],
  'and the pin is removed': [SHOWN, rollback, unpin],
}).map(
  ([name, operations]): SpecialWorld => ({
    name: `rolled back: ${name}`,
    states: ['Enabled'],
    operations,
    options: { layout: LAYOUT, pins: true, always: neverForward },
  }),
);

import { BOS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import type { Operation } from '../world/operation.ts';
import {
  del,
  linkAtMarker,
  linkAtMarkerSeen,
  linkOver,
  linkOverKey,
  put,
  restore,
  timePasses,
  withdraw,
} from '../world/operations.ts';
import { delFile, putFile, RELEASES } from '../world/release-world.ts';
import { AGE_WORLDS } from './age-worlds.ts';
import { ARCHIVE_WORLDS } from './archive-worlds.ts';
import { FALLBACK_WORLDS } from './fallback-worlds.ts';
import { PROTECTED_WORLDS } from './protected-worlds.ts';
import { RELEASE_WORLDS } from './release-worlds.ts';
import { SETTLED_WORLDS } from './settled-worlds.ts';
import { WITHDRAWAL_WORLDS } from './withdrawal-worlds.ts';
import { SPECIAL_WORLDS, type SpecialWorld, WORLDS } from './worlds.ts';

/** Another program writes links over candidates and markers, which the listing does not show. All links have one ETag. */
const LINKS: Readonly<Record<string, readonly Operation[]>> = {
  'a link at a greater key, then an upload': [linkOver(2), put(1)],
  'a link at a greater key becomes an object': [put(1), linkOver(2), put(2)],
  'a link at a greater key vanishes': [put(1), linkOver(2), del(2)],
  'a link over the winner': [put(1), put(2), linkOver(2)],
  'a link over the winner becomes an object again': [put(1), put(2), linkOver(2), put(2)],
  'links over all candidates': [put(1), linkOver(1)],
  'links over all candidates, and one becomes an object': [linkOver(1), linkOver(2), put(1)],
  'two links, the lesser becomes an object': [linkOver(3), linkOver(2), put(1), put(2)],
  'two links change places with objects': [put(1), linkOver(2), linkOver(1), put(2)],
  'a link at the key of a marker': [put(1), linkAtMarker(2), put(2)],
  'a link at the key of a marker becomes a marker': [linkAtMarker(2), put(1), put(2), withdraw(2)],
  'a link over a marker restores': [put(1), put(2), withdraw(2), linkAtMarkerSeen(2)],
  'a link over a marker vanishes': [put(1), put(2), withdraw(2), linkAtMarkerSeen(2), restore(2)],
  'an hour passes, and a link becomes an object': [put(1), linkOver(2), timePasses, put(2)],
};

/** The same for the files of releases. */
const RELEASE_LINKS: Readonly<Record<string, readonly Operation[]>> = {
  'a link completes it, and becomes an object': [
    putFile(1, 'x'),
    putFile(1, 'z'),
    putFile(2, 'x'),
    linkOverKey('2/z', 'a/2/z'),
    putFile(2, 'z'),
  ],
  'a link over the file that completes it': [
    putFile(1, 'x'),
    putFile(1, 'z'),
    putFile(2, 'x'),
    putFile(2, 'z'),
    linkOverKey('2/z', 'a/2/z'),
  ],
  'a link over another file': [putFile(1, 'x'), putFile(1, 'z'), linkOverKey('1/x', 'a/1/x')],
  'a link at another file vanishes': [putFile(1, 'z'), linkOverKey('1/x', 'a/1/x'), delFile(1, 'x')],
};

/** Most of these worlds have more states than can be walked. */
const RELEASE_BUDGETS = [{ handlers: 2, duplicates: 0, crashes: 0, limit: 20_000 }];

const STATES = ['Enabled', 'Never'] as const;

/** Worlds of a store that lists no links and keeps no versions of them: right without versions, whether objects have them. */
const SHARED: readonly SpecialWorld[] = [
  ...SPECIAL_WORLDS,
  ...RELEASE_WORLDS,
  ...AGE_WORLDS,
  ...FALLBACK_WORLDS,
  ...PROTECTED_WORLDS,
  ...WITHDRAWAL_WORLDS,
  ...SETTLED_WORLDS,
  ...ARCHIVE_WORLDS,
].filter(({ states }) => states.includes('Never'));

const OWN: readonly SpecialWorld[] = [
  ...Object.entries({ ...WORLDS, ...LINKS }).map(([name, operations]) => ({ name, states: STATES, operations })),
  ...Object.entries(RELEASE_LINKS).map(
    ([name, operations]): SpecialWorld => ({
      name: `a release: ${name}`,
      states: STATES,
      operations,
      options: { layout: RELEASES },
      budgets: RELEASE_BUDGETS,
    }),
  ),
];

/** Worlds of uploads, and of links that the listing does not show. */
export const BOS_OWN_WORLDS: readonly SpecialWorld[] = OWN.map(onBos);

/** Every world that is right without versions of links, on a store with the capabilities of BOS. */
export const BOS_WORLDS: readonly SpecialWorld[] = [...BOS_OWN_WORLDS, ...SHARED.map(onBos)];

function onBos(world: SpecialWorld): SpecialWorld {
  return {
    ...world,
    name: `BOS: ${world.name}`,
    states: STATES,
    options: { ...world.options, capabilities: BOS_CAPABILITIES },
  };
}

import type { VersioningStatus } from '../../../src/bucket/records/object-record.ts';
import type { Budget } from '../explorer/explorer.ts';
import type { Operation } from '../world/operation.ts';
import {
  del,
  delVersion,
  foreignDelete,
  foreignLink,
  foreignObject,
  linkOver,
  pin,
  pinned,
  prune,
  put,
  putHeaders,
  unpin,
  versioningTo,
} from '../world/operations.ts';
import type { WorldOptions } from '../world/world.ts';

/** The worlds of the protocol's first model, by what their user does. */
export const WORLDS: Readonly<Record<string, readonly Operation[]>> = {
  'two uploads': [put(1), put(2)],
  'one key twice': [put(1), put(1)],
  'three, rising': [put(1), put(2), put(3)],
  'three, falling': [put(3), put(2), put(1)],
  'newest deleted': [put(1), put(2), del(2)],
  'deleted, older comes': [put(2), del(2), put(1)],
  'up and away': [put(1), del(1)],
  'up, away, up': [put(1), del(1), put(1)],
  'reborn newest': [put(2), put(1), del(2), put(2)],
};

/** A world in which more happens to the bucket than uploads and deletions. */
export interface SpecialWorld {
  readonly name: string;
  readonly states: readonly VersioningStatus[];
  readonly operations: readonly Operation[];
  readonly options?: WorldOptions;
  /** Writes that are applied when their sender has died. */
  readonly late?: number;
  /** Others than usual. */
  readonly budgets?: readonly Budget[];
}

const ALL: readonly VersioningStatus[] = ['Enabled', 'Never', 'Suspended'];
const VERSIONED: readonly VersioningStatus[] = ['Enabled', 'Suspended'];

const PINS = { pins: true } as const;
const GUARDED_PINS = { pins: true, guard: true } as const;

export const SPECIAL_WORLDS: readonly SpecialWorld[] = [
  { name: 'the newest goes by version id', states: VERSIONED, operations: [put(1), put(2), delVersion(2)] },
  {
    name: 'a marker goes, and the newest is back',
    states: ['Enabled'],
    operations: [put(2), put(1), del(2), delVersion(2)],
  },
  {
    name: 'the same bytes again in the same second, with other headers',
    states: ALL,
    operations: [putHeaders(1, 'a/a'), putHeaders(1, 'a/b')],
  },
  {
    name: 'other headers, and a lesser one comes',
    states: ALL,
    operations: [putHeaders(2, 'a/a'), putHeaders(2, 'a/b'), put(1)],
  },
  { name: 'a link is written over the winner', states: ALL, operations: [put(1), put(2), linkOver(2)] },
  { name: 'both deleted, the greater first', states: ALL, operations: [put(1), put(2), del(2), del(1)] },
  { name: 'an overwritten key goes back a version', states: ['Enabled'], operations: [put(2), put(2), delVersion(2)] },
  // Outside enabled buckets a real object can only be kept from what is written first (forbid-overwrite, unversioned).
  { name: 'a real object comes first', states: ALL, operations: [foreignObject, put(1), put(2)] },
  { name: 'a real object appears meanwhile', states: ['Enabled'], operations: [put(1), foreignObject, put(2)] },
  {
    name: 'a real object appears in the instant of the first write',
    states: ['Never'],
    operations: [put(1), foreignObject],
  },
  {
    name: 'another program writes the alias',
    states: ALL,
    operations: [put(1), foreignLink(), put(2)],
    options: { sweep: true },
  },
  { name: 'another program removes the alias', states: ALL, operations: [put(1), foreignDelete, put(2)] },
  { name: 'the alias’s history is pruned', states: ['Enabled'], operations: [put(1), put(2), prune, put(3)] },
  {
    name: 'versioning is switched on halfway',
    states: ['Never'],
    operations: [put(1), versioningTo('Enabled'), put(2)],
  },
  {
    name: 'versioning is suspended halfway',
    states: ['Enabled'],
    operations: [put(1), versioningTo('Suspended'), put(2)],
  },
  { name: 'versioning comes back', states: ['Suspended'], operations: [put(2), versioningTo('Enabled'), put(1)] },
  { name: 'pinned while uploads come', states: ['Enabled'], operations: [put(1), put(2), pin(1)], options: PINS },
  {
    name: 'pinned, and a greater one comes',
    states: ['Enabled'],
    operations: [put(1), pinned(1), put(2)],
    options: PINS,
  },
  {
    name: 'pinned, and its target goes',
    states: ['Enabled'],
    operations: [put(1), put(2), pinned(1), del(1)],
    options: PINS,
  },
  {
    name: 'pinned, and unpinned',
    states: ['Enabled'],
    operations: [put(1), pinned(1), put(2), unpin],
    options: PINS,
  },
  {
    name: 'pinned where it belongs, and unpinned',
    states: ['Enabled'],
    operations: [put(1), pinned(1), unpin],
    options: PINS,
  },
  {
    name: 'pinned, and another program writes the alias under guard',
    states: ['Enabled'],
    operations: [put(1), pinned(1), put(2), foreignLink(true)],
    options: GUARDED_PINS,
  },
  {
    name: 'pinned between two writes of another program under guard',
    states: ['Enabled'],
    operations: [put(1), put(2), foreignLink(true), pin(1), foreignLink(true)],
    options: GUARDED_PINS,
  },
  {
    name: 'pinned, unpinned, and another program writes the alias under guard',
    states: ['Enabled'],
    operations: [put(1), pinned(1), put(2), unpin, foreignLink(true)],
    options: GUARDED_PINS,
  },
  {
    name: 'a pin that has ended',
    states: ['Enabled'],
    operations: [put(1), pinned(1, { reason: 'r', until: 1 }), put(2)],
    options: PINS,
  },
  {
    name: 'a write arrives when its sender has died',
    states: ALL,
    operations: [put(1), put(2)],
    options: { sweep: true },
    late: 1,
  },
  {
    name: 'a late write after a deletion',
    states: ALL,
    operations: [put(1), del(1)],
    options: { sweep: true },
    late: 1,
  },
  {
    name: 'a late write is undone at once under guard',
    states: ALL,
    operations: [put(1), put(2)],
    options: { guard: true },
    late: 1,
  },
  {
    name: 'another program is overruled at once under guard',
    states: ALL,
    operations: [put(1), foreignLink(true)],
    options: { guard: true },
  },
];

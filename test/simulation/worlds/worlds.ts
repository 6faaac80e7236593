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

/** Worlds of uploads and deletions, by name. */
export const WORLDS: Readonly<Record<string, readonly Operation[]>> = {
  'two uploads': [put(1), put(2)],
  'one key is uploaded twice': [put(1), put(1)],
  'three uploads, the least first': [put(1), put(2), put(3)],
  'three uploads, the greatest first': [put(3), put(2), put(1)],
  'the newest is deleted': [put(1), put(2), del(2)],
  'an older one is uploaded after a deletion': [put(2), del(2), put(1)],
  'uploaded and deleted': [put(1), del(1)],
  'uploaded, deleted and uploaded again': [put(1), del(1), put(1)],
  'the newest is deleted and uploaded again': [put(2), put(1), del(2), put(2)],
};

/** A world in which more happens to the bucket than uploads and deletions. */
export interface SpecialWorld {
  readonly name: string;
  readonly states: readonly VersioningStatus[];
  readonly operations: readonly Operation[];
  readonly options?: WorldOptions;
  /** How many writes may arrive after their sender has died. */
  readonly late?: number;
  /** Replaces the usual budgets. */
  readonly budgets?: readonly Budget[];
}

const ALL: readonly VersioningStatus[] = ['Enabled', 'Never', 'Suspended'];
const VERSIONED: readonly VersioningStatus[] = ['Enabled', 'Suspended'];

const PINS = { pins: true } as const;
const GUARDED_PINS = { pins: true, guard: true } as const;

export const SPECIAL_WORLDS: readonly SpecialWorld[] = [
  { name: 'the newest is deleted by version id', states: VERSIONED, operations: [put(1), put(2), delVersion(2)] },
  {
    name: 'a delete marker is removed, and the newest is back',
    states: ['Enabled'],
    operations: [put(2), put(1), del(2), delVersion(2)],
  },
  {
    name: 'the same bytes are uploaded again in the same second with other headers',
    states: ALL,
    operations: [putHeaders(1, 'a/a'), putHeaders(1, 'a/b')],
  },
  {
    name: 'other headers, then a lesser one is uploaded',
    states: ALL,
    operations: [putHeaders(2, 'a/a'), putHeaders(2, 'a/b'), put(1)],
  },
  { name: 'a link is written over the winner', states: ALL, operations: [put(1), put(2), linkOver(2)] },
  { name: 'both are deleted, the greater first', states: ALL, operations: [put(1), put(2), del(2), del(1)] },
  {
    name: 'an overwritten key returns to its earlier version',
    states: ['Enabled'],
    operations: [put(2), put(2), delVersion(2)],
  },
  // Without enabled versioning, a later write of the alias may overwrite a real object that has just appeared. Only in
  // a bucket that was never versioned, forbid-overwrite prevents this for the first write.
  { name: 'a real object is at the alias key first', states: ALL, operations: [foreignObject, put(1), put(2)] },
  {
    name: 'a real object appears between two uploads',
    states: ['Enabled'],
    operations: [put(1), foreignObject, put(2)],
  },
  {
    name: 'a real object appears at the moment of the first write',
    states: ['Never'],
    operations: [put(1), foreignObject],
  },
  {
    name: 'another program writes the alias',
    states: ALL,
    operations: [put(1), foreignLink(), put(2)],
    options: { sweep: true },
  },
  { name: 'another program deletes the alias', states: ALL, operations: [put(1), foreignDelete, put(2)] },
  { name: 'the alias’s history is pruned', states: ['Enabled'], operations: [put(1), put(2), prune, put(3)] },
  {
    name: 'versioning is enabled halfway',
    states: ['Never'],
    operations: [put(1), versioningTo('Enabled'), put(2)],
  },
  {
    name: 'versioning is suspended halfway',
    states: ['Enabled'],
    operations: [put(1), versioningTo('Suspended'), put(2)],
  },
  { name: 'versioning is enabled again', states: ['Suspended'], operations: [put(2), versioningTo('Enabled'), put(1)] },
  { name: 'pinned during uploads', states: ['Enabled'], operations: [put(1), put(2), pin(1)], options: PINS },
  {
    name: 'pinned, then a greater one is uploaded',
    states: ['Enabled'],
    operations: [put(1), pinned(1), put(2)],
    options: PINS,
  },
  {
    name: 'pinned, then its target is deleted',
    states: ['Enabled'],
    operations: [put(1), put(2), pinned(1), del(1)],
    options: PINS,
  },
  {
    name: 'pinned, then unpinned',
    states: ['Enabled'],
    operations: [put(1), pinned(1), put(2), unpin],
    options: PINS,
  },
  {
    name: 'pinned at the winner, then unpinned',
    states: ['Enabled'],
    operations: [put(1), pinned(1), unpin],
    options: PINS,
  },
  {
    name: 'pinned, then another program writes the alias, with guard',
    states: ['Enabled'],
    operations: [put(1), pinned(1), put(2), foreignLink(true)],
    options: GUARDED_PINS,
  },
  {
    name: 'pinned between two writes of another program, with guard',
    states: ['Enabled'],
    operations: [put(1), put(2), foreignLink(true), pin(1), foreignLink(true)],
    options: GUARDED_PINS,
  },
  {
    name: 'pinned, unpinned, then another program writes the alias, with guard',
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
    name: 'a write arrives after its sender died',
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
    name: 'a late write is undone at once, with guard',
    states: ALL,
    operations: [put(1), put(2)],
    options: { guard: true },
    late: 1,
  },
  {
    name: 'another program is overruled at once, with guard',
    states: ALL,
    operations: [put(1), foreignLink(true)],
    options: { guard: true },
  },
];

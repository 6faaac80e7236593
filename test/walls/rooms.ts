/** A part of the source with one task. The first entry that fits a path is its room. */
const roomPrefixes = [
  ['src/events/', 'events'],
  ['src/rules/', 'rules'],
  ['src/lint/', 'lint'],
  ['src/oss-wire/', 'oss-wire'],
  ['src/aliases/', 'aliases'],
  ['src/stores/memory', 'stores/memory'],
  ['src/stores/oss/', 'stores/oss'],
  ['src/stores/', 'stores'],
  ['src/bucket/', 'bucket'],
  ['src/handlers/', 'handlers'],
  ['src/local/', 'local'],
  ['src/cli/', 'cli'],
  ['src/entries/', 'entries'],
  ['functions/', 'functions'],
] as const;

export type Room = (typeof roomPrefixes)[number][1] | 'ground';

/** Files directly in src/ are the ground that every room stands on. */
export function roomOf(path: string): Room | undefined {
  return (
    roomPrefixes.find(([prefix]) => path.startsWith(prefix))?.[1] ?? (/^src\/[^/]+$/.test(path) ? 'ground' : undefined)
  );
}

/** Whom each room may import, besides itself. `stores` is the interface: requests, answers, errors; it knows no store. */
export const mayImport: Readonly<Record<Room, readonly Room[]>> = {
  ground: [],
  events: ['ground'],
  rules: ['ground'],
  lint: ['ground', 'rules'],
  'oss-wire': ['ground', 'stores'],
  aliases: ['ground', 'rules', 'stores'],
  stores: ['ground'],
  'stores/oss': ['ground', 'stores', 'oss-wire'],
  bucket: ['ground', 'stores'],
  'stores/memory': ['ground', 'stores', 'bucket'],
  handlers: ['ground', 'events', 'rules', 'aliases', 'stores', 'oss-wire', 'stores/oss'],
  functions: ['ground', 'handlers'],
  local: [
    'ground',
    'events',
    'rules',
    'aliases',
    'stores',
    'oss-wire',
    'stores/oss',
    'stores/memory',
    'bucket',
    'handlers',
  ],
  entries: [
    'ground',
    'events',
    'rules',
    'aliases',
    'stores',
    'oss-wire',
    'stores/oss',
    'stores/memory',
    'bucket',
    'handlers',
    'local',
  ],
  cli: [
    'ground',
    'events',
    'rules',
    'lint',
    'aliases',
    'stores',
    'oss-wire',
    'stores/oss',
    'stores/memory',
    'bucket',
    'handlers',
    'local',
  ],
};

/** Single files that a room may import from where it may not look otherwise. */
export const mayImportFile: Readonly<Partial<Record<Room, readonly string[]>>> = {
  // The rules that a deployment has, where a person names no others.
  cli: ['functions/autoalias.yaml'],
};

/** Rooms that a function's bundle must not hold a byte of. */
export const outsideFunctions: readonly Room[] = ['local', 'cli', 'bucket', 'stores/memory', 'entries'];

/** Parts of the source with one task each. The first entry that matches a path is its room. */
const roomPrefixes = [
  ['src/events/', 'events'],
  ['src/rules/', 'rules'],
  ['src/lint/', 'lint'],
  ['src/deploy/', 'deploy'],
  ['src/oss-wire/', 'oss-wire'],
  ['src/bce-wire/', 'bce-wire'],
  ['src/alibaba/', 'alibaba'],
  ['src/aliases/', 'aliases'],
  ['src/stores/memory', 'stores/memory'],
  ['src/stores/http/', 'stores/http'],
  ['src/stores/oss/', 'stores/oss'],
  ['src/stores/bos/', 'stores/bos'],
  ['src/stores/', 'stores'],
  ['src/bucket/', 'bucket'],
  ['src/handlers/', 'handlers'],
  ['src/local/', 'local'],
  ['src/cli/', 'cli'],
  ['src/entries/', 'entries'],
  ['functions/', 'functions'],
] as const;

export type Room = (typeof roomPrefixes)[number][1] | 'ground';

/** Files directly in src/ belong to `ground`, which every room may import. */
export function roomOf(path: string): Room | undefined {
  return (
    roomPrefixes.find(([prefix]) => path.startsWith(prefix))?.[1] ?? (/^src\/[^/]+$/.test(path) ? 'ground' : undefined)
  );
}

/**
 * Which rooms each room may import, besides itself. `stores` is the interface: requests, responses and errors, without
 * an implementation.
 */
export const mayImport: Readonly<Record<Room, readonly Room[]>> = {
  ground: [],
  events: ['ground'],
  rules: ['ground'],
  lint: ['ground', 'rules'],
  deploy: ['ground', 'rules', 'lint'],
  'oss-wire': ['ground', 'stores'],
  'bce-wire': ['ground', 'stores', 'oss-wire'],
  alibaba: ['ground', 'oss-wire'],
  aliases: ['ground', 'rules', 'stores'],
  stores: ['ground'],
  'stores/http': ['ground', 'stores', 'oss-wire'],
  'stores/oss': ['ground', 'stores', 'oss-wire', 'stores/http'],
  'stores/bos': ['ground', 'stores', 'oss-wire', 'bce-wire', 'stores/http'],
  bucket: ['ground', 'stores'],
  'stores/memory': ['ground', 'stores', 'bucket'],
  handlers: [
    'ground',
    'events',
    'rules',
    'aliases',
    'stores',
    'oss-wire',
    'bce-wire',
    'stores/http',
    'stores/oss',
    'stores/bos',
    'alibaba',
  ],
  functions: ['ground', 'handlers'],
  local: [
    'ground',
    'events',
    'rules',
    'aliases',
    'stores',
    'oss-wire',
    'bce-wire',
    'alibaba',
    'stores/http',
    'stores/oss',
    'stores/bos',
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
    'bce-wire',
    'stores/http',
    'stores/oss',
    'stores/bos',
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
    'deploy',
    'aliases',
    'stores',
    'oss-wire',
    'bce-wire',
    'alibaba',
    'stores/http',
    'stores/oss',
    'stores/bos',
    'stores/memory',
    'bucket',
    'handlers',
    'local',
  ],
};

/** Single files that a room may import from other rooms. */
export const mayImportFile: Readonly<Partial<Record<Room, readonly string[]>>> = {
  // The rules of the deployed functions, used when a command names no rules file.
  cli: ['functions/autoalias.yaml'],
};

/** Rooms that must not be in the bundle of a function. */
export const outsideFunctions: readonly Room[] = ['local', 'cli', 'deploy', 'bucket', 'stores/memory', 'entries'];

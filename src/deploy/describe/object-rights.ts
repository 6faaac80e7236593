import { STATE_PREFIX } from '../../state-key.ts';
import type { FunctionName } from '../deployment.ts';
import { type KeyPattern, notCoveredBy, type RulePatterns } from './key-patterns.ts';

/** Operations of a store, by their names in OSS. */
export type Operation =
  | 'GetObject'
  | 'GetObjectVersion'
  | 'PutObject'
  | 'PutObjectTagging'
  | 'DeleteObject'
  | 'ListObjects'
  | 'ListObjectVersions'
  | 'GetBucketVersioning';

/** Operations on keys of the bucket or on the bucket itself. Each cloud writes them in its own language of policies. */
export interface ObjectRight {
  readonly operations: readonly Operation[];
  readonly keys: readonly KeyPattern[] | 'bucket';
  /** The prefixes of listings. */
  readonly listed?: readonly KeyPattern[];
  /** Why the right is needed. */
  readonly why: string;
}

type DescribeRights = (patterns: RulePatterns) => readonly ObjectRight[];

/** The fewest rights on the bucket with which each function can do its work. */
export const OBJECT_RIGHTS: Readonly<Record<FunctionName, DescribeRights>> = {
  'object-events': (patterns) => [
    read(patterns),
    ...write(patterns),
    list(patterns.listedByEvents, ['ListObjects'], 'Finds the candidates of an alias, and the aliases of a release.'),
    list(
      patterns.aliases,
      ['ListObjectVersions'],
      'Reads the earlier versions of an alias: pins, and deleted aliases.',
    ),
    versioning,
  ],
  sweep: (patterns) => [
    read(patterns),
    ...write(patterns),
    list(
      patterns.listed,
      ['ListObjects', 'ListObjectVersions'],
      'Lists all candidates and aliases, and their versions: pins, deleted aliases, and what has changed while it created aliases.',
    ),
    facts,
    versioning,
  ],
  http: (patterns) => [
    read(patterns),
    ...write(patterns),
    ...markers(patterns),
    list(
      patterns.listed,
      ['ListObjects', 'ListObjectVersions'],
      'Lists candidates and aliases, and the versions that a history shows.',
    ),
    facts,
    versioning,
  ],
};

function read({ candidates, aliases, fallbacks }: RulePatterns): ObjectRight {
  const besides = notCoveredBy([...aliases, ...fallbacks], candidates);
  return {
    operations: ['GetObject', 'GetObjectVersion'],
    keys: [...candidates, ...new Set(besides)],
    why: 'Reads candidates and aliases. GetSymlink and HeadObject have no action of their own: GetObject covers them.',
  };
}

function write({ aliases, deletable }: RulePatterns): readonly ObjectRight[] {
  const why =
    'Writes aliases, and only below their keys. PutObject covers PutSymlink, which has no action of its own, so a role that can write an alias can also write an object there. PutSymlink with tags needs PutObjectTagging.';
  const operations: readonly Operation[] = ['PutObject', 'PutObjectTagging'];
  const removing = 'Removes an alias without candidates. No function deletes a version (DeleteObjectVersion).';
  if (String(aliases) === String(deletable)) {
    const all: readonly Operation[] = [...operations, 'DeleteObject'];
    return [{ operations: all, keys: aliases, why: `${why} ${removing}` }];
  }
  return [
    { operations, keys: aliases, why },
    ...(deletable.length === 0
      ? []
      : [
          {
            operations: ['DeleteObject'],
            keys: deletable,
            why: removing,
          } satisfies ObjectRight,
        ]),
  ];
}

function markers(patterns: RulePatterns): readonly ObjectRight[] {
  if (patterns.markers.length === 0) return [];
  return [
    {
      operations: ['PutObject', 'DeleteObject'],
      keys: patterns.markers,
      why: 'Writes and deletes the markers that withdraw objects: POST /v1/withdraw, restore and rollback.',
    },
  ];
}

function list(prefixes: readonly KeyPattern[], operations: readonly Operation[], why: string): ObjectRight {
  return {
    operations,
    keys: 'bucket',
    listed: prefixes,
    why,
  };
}

const versioning: ObjectRight = {
  operations: ['GetBucketVersioning'],
  keys: 'bucket',
  why: 'Shows whether the bucket is versioned. The action applies to the bucket, so it has no prefix.',
};

/** The folders are named one by one: a function that could write `code/` could replace the code of all functions. */
const facts: ObjectRight = {
  operations: ['GetObject', 'PutObject'],
  keys: [`${STATE_PREFIX}facts/*`],
  why: 'What a sweep has found right, so that the next one reads only what has changed (AUTOALIAS_STATE).',
};

import type { RuleSet } from '../../rules/rule-set.ts';
import { STATE_PREFIX } from '../../state-key.ts';
import { utf8Length } from '../../utf8-length.ts';
import { FUNCTION_NAMES } from '../deployment.ts';
import { covers, type KeyPattern, type RulePatterns, rulePatterns, uncovered } from '../describe/key-patterns.ts';
import { OBJECT_RIGHTS, type ObjectRight, type Operation } from '../describe/object-rights.ts';
import { deniablePatterns, openNotes } from '../describe/people.ts';
import { narrowestFit } from '../describe/policy-size.ts';
import type { AccessControlList, AccessEntry, BosPermission, IamPolicy } from './baidu-deployment.ts';
import type { BaiduSettings } from './baidu-settings.ts';

/**
 * The permission of each operation. Unverified, because no page names them: that GetObject covers GetSymlink, PutObject
 * covers PutSymlink, LIST covers listings of versions, and GetBucket covers GetBucketVersioning. Links have no tags on BOS.
 */
const PERMISSION: Readonly<Record<Operation, BosPermission | undefined>> = {
  GetObject: 'READ',
  GetObjectVersion: 'READ',
  PutObject: 'PutObject',
  PutObjectTagging: undefined,
  DeleteObject: 'DeleteObject',
  ListObjects: 'LIST',
  ListObjectVersions: 'LIST',
  GetBucketVersioning: 'GetBucket',
};

/** Unverified: no page that we found names the most bytes of a policy, so this stays below the limit of Alibaba Cloud. */
const MOST_IAM_BYTES = 4096;

/** The policies of the functions and of people. */
export interface IamPolicies {
  readonly policies: readonly IamPolicy[];
  readonly notes: readonly string[];
}

/** The fewest rights on the bucket. All functions share a user, because the API of CFC assigns no role to a function. */
export function iamPolicies(ruleSet: RuleSet, settings: BaiduSettings, bucket: string): IamPolicies {
  const exact = rulePatterns(ruleSet);
  const deniable = deniablePatterns(ruleSet, exact.aliases);
  const place: Place = { bucket, region: settings.region ?? '*' };
  const fitted = (describe: (patterns: RulePatterns, most: number) => AccessControlList) =>
    narrowestFit(
      (most) => describe(rulePatterns(ruleSet, most), most),
      (document) => utf8Length(JSON.stringify(document)) <= MOST_IAM_BYTES,
    );
  const policy = (id: IamPolicy['id'], description: string, document: AccessControlList): IamPolicy => ({
    id,
    name: `${settings.name}-${id}`,
    description,
    document,
  });
  const functions = fitted((patterns) =>
    allowed(
      place,
      FUNCTION_NAMES.flatMap((id) => OBJECT_RIGHTS[id](patterns)),
    ),
  );
  return {
    policies: [
      policy('functions', 'For the user whose keys the functions have.', functions.result),
      policy(
        'uploader',
        'Uploads objects, for example in CI. It cannot write aliases, withdraw or delete objects.',
        fitted((patterns, most) => upload(place, patterns, deniable.slice(0, most))).result,
      ),
      policy(
        'reader',
        'Reads objects through their aliases.',
        fitted((patterns) => list([allow(place, ['GetObject'], readable(patterns))])).result,
      ),
      policy(
        'operator',
        'Pins, withdraws and rolls back on the store itself, with the autoalias commands.',
        fitted((patterns) => operate(place, patterns)).result,
      ),
    ],
    notes: [
      ...(functions.isWidened
        ? [
            `The exact rights of the functions do not fit into a policy of ${MOST_IAM_BYTES} bytes, so some keys are merged into their common start. Put the rules below fewer folders for narrower rights.`,
          ]
        : []),
      ...openNotes(exact.aliases.filter((pattern) => !deniable.includes(pattern))),
    ],
  };
}

interface Place {
  readonly bucket: string;
  readonly region: string;
}

function list(entries: readonly AccessEntry[]): AccessControlList {
  return { accessControlList: entries };
}

/** The rights by permission. Permissions on the same resources share an entry. */
function allowed(place: Place, rights: readonly ObjectRight[]): AccessControlList {
  const keysOf = new Map<BosPermission, 'bucket' | readonly KeyPattern[]>();
  for (const { operations, keys } of rights) {
    for (const permission of new Set(operations.map((operation) => PERMISSION[operation]))) {
      if (permission === undefined) continue;
      const known = keysOf.get(permission);
      keysOf.set(
        permission,
        keys === 'bucket' || known === 'bucket' ? 'bucket' : uncovered([...(known ?? []), ...keys]),
      );
    }
  }
  const shared = new Map<string, AccessEntry>();
  for (const [permission, keys] of keysOf) {
    const entry = allow(place, [permission], keys);
    const same = String(entry.resource);
    shared.set(same, { ...entry, permission: [...(shared.get(same)?.permission ?? []), permission] });
  }
  return list([...shared.values()]);
}

function allow(
  place: Place,
  permission: readonly BosPermission[],
  keys: 'bucket' | readonly KeyPattern[],
): AccessEntry {
  return { service: 'bce:bos', region: place.region, effect: 'Allow', resource: resources(place, keys), permission };
}

function deny(place: Place, permission: readonly BosPermission[], keys: readonly KeyPattern[]): AccessEntry {
  return { ...allow(place, permission, keys), effect: 'Deny' };
}

/** BOS documents `*` only, so a `?` of a pattern becomes `*`. */
function resources({ bucket }: Place, keys: 'bucket' | readonly KeyPattern[]): readonly string[] {
  if (keys === 'bucket') return [bucket];
  return uncovered(keys.map((key) => key.replace(/\?/g, '*').replace(/\*+/g, '*'))).map((key) => `${bucket}/${key}`);
}

function readable({ candidates, aliases, fallbacks }: RulePatterns): readonly KeyPattern[] {
  return uncovered([...candidates, ...aliases, ...fallbacks]);
}

/** A Deny wins over an Allow. WRITE is the documented permission for all kinds of uploads, and includes deletions. */
function upload(
  place: Place,
  { candidates, markers }: RulePatterns,
  deniable: readonly KeyPattern[],
): AccessControlList {
  const own = `${STATE_PREFIX}*`;
  const denied = [...deniable, ...markers, ...(candidates.some((one) => covers(one, own)) ? [own] : [])];
  return list([
    allow(place, ['WRITE'], candidates),
    deny(place, ['DeleteObject'], candidates),
    ...(denied.length === 0 ? [] : [deny(place, ['WRITE'], denied)]),
  ]);
}

function operate(place: Place, patterns: RulePatterns): AccessControlList {
  return list([
    allow(place, ['READ'], readable(patterns)),
    allow(place, ['PutObject', 'DeleteObject'], uncovered([...patterns.aliases, ...patterns.markers])),
    allow(place, ['LIST', 'GetBucket'], 'bucket'),
  ]);
}

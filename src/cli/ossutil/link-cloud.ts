import { AutoaliasError } from '../../autoalias-error.ts';
import { BCE_HEADERS, BCE_META_PREFIX } from '../../bce-wire/bce-names.ts';
import type { Cloud } from '../../cloud.ts';
import { bosChoices, readBosChoices } from '../../stores/bos/bos-choices.ts';
import { describeBosRequest } from '../../stores/bos/request/describe-request.ts';
import type { HttpRequest } from '../../stores/http/http-message.ts';
import { STORAGE_CLASSES, type StorageClass } from '../../stores/object-attributes.ts';
import { describeRequest } from '../../stores/oss/request/describe-request.ts';
import type { GetSymlink, PutSymlink } from '../../stores/store-request.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** What `put-symlink` and `get-symlink` show differently for each cloud. */
export interface LinkCloud {
  /** How messages name the store. */
  readonly name: string;
  readonly requestId: string;
  readonly metaPrefix: string;
  /** The request before it is signed, for `--dry-run`. */
  readonly describe: (request: GetSymlink | PutSymlink, env: Variables) => HttpRequest;
  /** The storage classes of the store, by the names that `--storage-class` accepts. */
  readonly storageClasses: Readonly<Record<string, StorageClass>>;
}

export const LINK_CLOUDS: Readonly<Record<Cloud, LinkCloud>> = {
  alibaba: {
    name: 'OSS',
    requestId: 'x-oss-request-id',
    metaPrefix: 'x-oss-meta-',
    describe: describeRequest,
    storageClasses: Object.fromEntries(STORAGE_CLASSES.map((name) => [name, name])),
  },
  baidu: {
    name: 'BOS',
    requestId: BCE_HEADERS.requestId,
    metaPrefix: BCE_META_PREFIX,
    describe: (request, env) =>
      describeBosRequest(request, bosChoices(readBosChoices(env.AUTOALIAS_BOS_CHOICES ?? ''))),
    // As autoalias names them, and as the page of the vendor does. The client refuses Archive.
    storageClasses: {
      Standard: 'Standard',
      IA: 'IA',
      Cold: 'Cold',
      Archive: 'Archive',
      STANDARD: 'Standard',
      STANDARD_IA: 'IA',
      COLD: 'Cold',
      ARCHIVE: 'Archive',
    },
  },
};

/** All values of `--storage-class`. */
export const LINK_STORAGE_CLASSES: readonly string[] = [
  ...new Set(Object.values(LINK_CLOUDS).flatMap(({ storageClasses }) => Object.keys(storageClasses))),
];

/** @throws AutoaliasError `usage` for a class that the store does not have. */
export function linkStorageClass(text: string, { name, storageClasses }: LinkCloud): StorageClass {
  const storageClass = Object.hasOwn(storageClasses, text) ? storageClasses[text] : undefined;
  if (storageClass !== undefined) return storageClass;
  throw new AutoaliasError(
    'usage',
    `${name} has no storage class ${text}; write ${Object.keys(storageClasses).join(', ')}`,
  );
}

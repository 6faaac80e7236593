import type { BucketEngine, ListObjectVersionsArgs } from '../../../bucket/bucket-engine.ts';
import { BucketFault } from '../../../bucket/bucket-fault.ts';
import type { StorageClass } from '../../../stores/object-attributes.ts';
import type { ListedObject } from '../../../stores/store-response.ts';
import type { StoreCall, StoreOperation } from '../../server/store-call.ts';
import { BosFault } from '../answer/bos-fault.ts';
import { bareEtag, documentTime, storageClassOut } from '../answer/object-headers.ts';
import { owner } from '../answer/owner.ts';
import { delimiter, given, maxKeys } from '../request/list-parameters.ts';

/**
 * ListObjects. An entry does not show whether it is a link: no page and no SDK has such a field
 * (https://cloud.baidu.com/doc/BOS/s/Ekc4epj6m).
 */
export const listObjects: StoreOperation = (call, { engine }) => {
  checkListable(call, engine);
  const page = engine.listObjects({
    bucket: call.bucket,
    ...given(call, { prefix: 'prefix', marker: 'marker' }),
    ...delimiter(call),
    maxKeys: maxKeys(call),
  });
  const isTruncated = page.nextMarker !== undefined;
  const body = JSON.stringify({
    ...head(call),
    isTruncated,
    ...(isTruncated && { nextMarker: page.nextMarker }),
    contents: page.objects.map((object) => entry(object, call, engine)),
    ...commonPrefixes(page.prefixes),
  });
  return { status: 200, body };
};

const VERSION_PARAMETERS = { prefix: 'prefix', keyMarker: 'marker', versionIdMarker: 'versionIdMarker' } as const;

/**
 * ListObjectVersions: the versions and delete markers of each key, newest first. Source:
 * https://cloud.baidu.com/doc/BOS/s/Klxudlm8i.
 */
export const listObjectVersions: StoreOperation = (call, { engine }) => {
  const args: ListObjectVersionsArgs = {
    bucket: call.bucket,
    ...given(call, VERSION_PARAMETERS),
    ...delimiter(call),
    maxKeys: maxKeys(call),
  };
  const page = engine.listObjectVersions(args);
  const { nextKeyMarker, nextVersionIdMarker } = page;
  const body = JSON.stringify({
    ...head(call),
    versionIdMarker: call.query.get('versionIdMarker') ?? '',
    isTruncated: nextKeyMarker !== undefined,
    ...(nextKeyMarker !== undefined && { nextMarker: nextKeyMarker }),
    ...(nextVersionIdMarker !== undefined && { [engine.choices.bosNextVersionField]: nextVersionIdMarker }),
    contents: page.versions.map((version) => {
      const { versionId, isLatest } = version;
      if (version.deleteMarker) {
        const { key, lastModified } = version;
        return { key, lastModified: documentTime(lastModified), versionId, isLatest, deleteMarker: true, owner };
      }
      const { key, lastModified, etag = '', size = 0, type = 'Normal', storageClass = 'Standard' } = version;
      const listed = entry({ key, lastModified, etag, size, type, storageClass }, call, engine);
      return Object.assign(listed, { versionId, isLatest, deleteMarker: false });
    }),
    ...commonPrefixes(page.prefixes),
  });
  return { status: 200, body };
};

/** No page says whether everyone may list a public bucket, so the choice about OSS applies. */
function checkListable({ bucket, signed }: StoreCall, engine: BucketEngine): void {
  if (signed) return;
  const acl = engine.getBucketAcl({ bucket });
  if (engine.choices.anonymousList === 'allowed' && acl !== 'private') return;
  throw new BosFault('AccessDenied');
}

function head(call: StoreCall): object {
  const { bucket: name, query } = call;
  return {
    name,
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    marker: query.get('marker') ?? '',
    maxKeys: maxKeys(call),
  };
}

function commonPrefixes(prefixes: readonly string[]): object {
  return prefixes.length === 0 ? {} : { commonPrefixes: prefixes.map((prefix) => ({ prefix })) };
}

type Listed = Pick<ListedObject, 'key' | 'etag' | 'size' | 'lastModified' | 'type'> & {
  readonly storageClass?: StorageClass | string;
};

function entry(object: Listed, { bucket }: StoreCall, engine: BucketEngine): object {
  const { key, lastModified, storageClass = 'Standard' } = object;
  const { etag, size } = object.type === 'Symlink' ? linkEntry(object, bucket, engine) : object;
  return {
    key,
    lastModified: documentTime(lastModified),
    eTag: bareEtag(etag),
    size,
    storageClass: storageClassOut(storageClass as StorageClass),
    owner,
  };
}

/** Size and ETag of a link, of the link itself or of its target. A broken link has only its own. */
function linkEntry(object: Listed, bucket: string, engine: BucketEngine): Pick<Listed, 'etag' | 'size'> {
  if (engine.choices.bosLinkListedEntry === 'link') return object;
  try {
    return engine.readObject({ bucket, key: object.key });
  } catch (fault) {
    if (fault instanceof BucketFault) return object;
    throw fault;
  }
}

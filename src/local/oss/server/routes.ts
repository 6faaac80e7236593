import type { Route } from '../../server/find-route.ts';
import { getUnsetSetting, unsetSettings } from '../answer/unset-settings.ts';
import {
  deleteBucket,
  getBucketInfo,
  getBucketLocation,
  getBucketVersioning,
  putBucket,
  putBucketVersioning,
} from '../operations/bucket.ts';
import { copyObject } from '../operations/copy-object.ts';
import { deleteObject } from '../operations/delete-object.ts';
import { deleteObjects } from '../operations/delete-objects.ts';
import { listLiveChannels, listMultipartUploads } from '../operations/empty-lists.ts';
import { getObject, getObjectMeta } from '../operations/get-object.ts';
import { getSymlink } from '../operations/get-symlink.ts';
import { listBuckets } from '../operations/list-buckets.ts';
import { listObjectVersions } from '../operations/list-object-versions.ts';
import { listObjects, listObjectsV2 } from '../operations/list-objects.ts';
import { getBucketAcl, getObjectAcl, putBucketAcl, putObjectAcl } from '../operations/object-acl.ts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from '../operations/object-tagging.ts';
import { putObject } from '../operations/put-object.ts';
import { putSymlink } from '../operations/put-symlink.ts';
import { restoreObject } from '../operations/restore-object.ts';

// biome-ignore format: a table reads by columns
/** All supported operations. The first row that fits wins, so rows with a subresource or header come first. */
export const routes: readonly Route[] = [
  { operation: 'ListBuckets', method: 'GET', level: 'service', run: listBuckets },

  { operation: 'GetBucketAcl', method: 'GET', level: 'bucket', subresource: 'acl', run: getBucketAcl },
  { operation: 'GetBucketInfo', method: 'GET', level: 'bucket', subresource: 'bucketInfo', run: getBucketInfo },
  { operation: 'GetBucketLocation', method: 'GET', level: 'bucket', subresource: 'location', run: getBucketLocation },
  { operation: 'GetBucketVersioning', method: 'GET', level: 'bucket', subresource: 'versioning', run: getBucketVersioning },
  { operation: 'ListObjectVersions', method: 'GET', level: 'bucket', subresource: 'versions', run: listObjectVersions },
  { operation: 'ListMultipartUploads', method: 'GET', level: 'bucket', subresource: 'uploads', run: listMultipartUploads },
  { operation: 'ListLiveChannel', method: 'GET', level: 'bucket', subresource: 'live', run: listLiveChannels },
  ...unsetSettings.map((setting): Route => ({ operation: setting.operation, method: 'GET', level: 'bucket', subresource: setting.subresource, run: getUnsetSetting(setting) })),
  { operation: 'ListObjectsV2', method: 'GET', level: 'bucket', subresource: 'list-type', anonymous: true, run: listObjectsV2 },
  { operation: 'ListObjects', method: 'GET', level: 'bucket', anonymous: true, run: listObjects },
  { operation: 'PutBucketAcl', method: 'PUT', level: 'bucket', subresource: 'acl', run: putBucketAcl },
  { operation: 'PutBucketVersioning', method: 'PUT', level: 'bucket', subresource: 'versioning', run: putBucketVersioning },
  { operation: 'PutBucket', method: 'PUT', level: 'bucket', run: putBucket },
  { operation: 'DeleteBucket', method: 'DELETE', level: 'bucket', run: deleteBucket },
  { operation: 'DeleteMultipleObjects', method: 'POST', level: 'bucket', subresource: 'delete', anonymous: true, run: deleteObjects },

  { operation: 'GetSymlink', method: 'GET', level: 'object', subresource: 'symlink', anonymous: true, run: getSymlink },
  { operation: 'GetObjectTagging', method: 'GET', level: 'object', subresource: 'tagging', run: getObjectTagging },
  { operation: 'GetObjectAcl', method: 'GET', level: 'object', subresource: 'acl', run: getObjectAcl },
  { operation: 'GetObjectMeta', method: 'HEAD', level: 'object', subresource: 'objectMeta', anonymous: true, run: getObjectMeta },
  { operation: 'GetObject', method: 'GET', level: 'object', anonymous: true, run: getObject },
  { operation: 'HeadObject', method: 'HEAD', level: 'object', anonymous: true, run: getObject },
  { operation: 'PutSymlink', method: 'PUT', level: 'object', subresource: 'symlink', anonymous: true, run: putSymlink },
  { operation: 'PutObjectTagging', method: 'PUT', level: 'object', subresource: 'tagging', run: putObjectTagging },
  { operation: 'PutObjectAcl', method: 'PUT', level: 'object', subresource: 'acl', run: putObjectAcl },
  { operation: 'CopyObject', method: 'PUT', level: 'object', header: 'x-oss-copy-source', anonymous: true, run: copyObject },
  { operation: 'PutObject', method: 'PUT', level: 'object', anonymous: true, run: putObject },
  { operation: 'RestoreObject', method: 'POST', level: 'object', subresource: 'restore', run: restoreObject },
  { operation: 'DeleteObjectTagging', method: 'DELETE', level: 'object', subresource: 'tagging', run: deleteObjectTagging },
  { operation: 'DeleteObject', method: 'DELETE', level: 'object', anonymous: true, run: deleteObject },
];

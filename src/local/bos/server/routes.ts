import type { Route } from '../../server/find-route.ts';
import { deleteObjectAcl, getBucketAcl, getObjectAcl, putBucketAcl, putObjectAcl } from '../operations/acl.ts';
import {
  deleteBucket,
  getBucketLocation,
  getBucketStorageClass,
  getBucketVersioning,
  headBucket,
  listBuckets,
  putBucket,
  putBucketStorageClass,
  putBucketVersioning,
} from '../operations/buckets.ts';
import { copyObject } from '../operations/copy-object.ts';
import { deleteObject } from '../operations/delete-object.ts';
import { deleteObjects } from '../operations/delete-objects.ts';
import { listMultipartUploads } from '../operations/empty-lists.ts';
import { getObject } from '../operations/get-object.ts';
import { listObjects, listObjectVersions } from '../operations/list-objects.ts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from '../operations/object-tagging.ts';
import { putObject } from '../operations/put-object.ts';
import { getSymlink, putSymlink } from '../operations/symlink.ts';

// biome-ignore format: a table reads by columns
/** All supported operations. The first row that fits wins, so rows with a subresource or header come first. */
export const routes: readonly Route[] = [
  { operation: 'ListBuckets', method: 'GET', level: 'service', run: listBuckets },

  { operation: 'GetBucketAcl', method: 'GET', level: 'bucket', subresource: 'acl', run: getBucketAcl },
  { operation: 'GetBucketLocation', method: 'GET', level: 'bucket', subresource: 'location', run: getBucketLocation },
  { operation: 'GetBucketStorageClass', method: 'GET', level: 'bucket', subresource: 'storageClass', run: getBucketStorageClass },
  { operation: 'GetBucketVersioning', method: 'GET', level: 'bucket', subresource: 'versioning', run: getBucketVersioning },
  { operation: 'ListObjectVersions', method: 'GET', level: 'bucket', subresource: 'versions', run: listObjectVersions },
  { operation: 'ListMultipartUploads', method: 'GET', level: 'bucket', subresource: 'uploads', run: listMultipartUploads },
  { operation: 'ListObjects', method: 'GET', level: 'bucket', anonymous: true, run: listObjects },
  { operation: 'HeadBucket', method: 'HEAD', level: 'bucket', run: headBucket },
  { operation: 'PutBucketAcl', method: 'PUT', level: 'bucket', subresource: 'acl', run: putBucketAcl },
  { operation: 'PutBucketStorageClass', method: 'PUT', level: 'bucket', subresource: 'storageClass', run: putBucketStorageClass },
  { operation: 'PutBucketVersioning', method: 'PUT', level: 'bucket', subresource: 'versioning', run: putBucketVersioning },
  { operation: 'PutBucket', method: 'PUT', level: 'bucket', run: putBucket },
  { operation: 'DeleteBucket', method: 'DELETE', level: 'bucket', run: deleteBucket },
  { operation: 'DeleteMultipleObjects', method: 'POST', level: 'bucket', subresource: 'delete', anonymous: true, run: deleteObjects },

  { operation: 'GetSymlink', method: 'GET', level: 'object', subresource: 'symlink', anonymous: true, run: getSymlink },
  { operation: 'GetObjectTagging', method: 'GET', level: 'object', subresource: 'tagging', run: getObjectTagging },
  { operation: 'GetObjectAcl', method: 'GET', level: 'object', subresource: 'acl', run: getObjectAcl },
  { operation: 'GetObject', method: 'GET', level: 'object', anonymous: true, run: getObject },
  { operation: 'GetObjectMeta', method: 'HEAD', level: 'object', anonymous: true, run: getObject },
  { operation: 'PutSymlink', method: 'PUT', level: 'object', subresource: 'symlink', anonymous: true, run: putSymlink },
  { operation: 'PutObjectTagging', method: 'PUT', level: 'object', subresource: 'tagging', run: putObjectTagging },
  { operation: 'PutObjectAcl', method: 'PUT', level: 'object', subresource: 'acl', run: putObjectAcl },
  { operation: 'CopyObject', method: 'PUT', level: 'object', header: 'x-bce-copy-source', anonymous: true, run: copyObject },
  { operation: 'PutObject', method: 'PUT', level: 'object', anonymous: true, run: putObject },
  { operation: 'DeleteObjectTagging', method: 'DELETE', level: 'object', subresource: 'tagging', run: deleteObjectTagging },
  { operation: 'DeleteObjectAcl', method: 'DELETE', level: 'object', subresource: 'acl', run: deleteObjectAcl },
  { operation: 'DeleteObject', method: 'DELETE', level: 'object', anonymous: true, run: deleteObject },
];

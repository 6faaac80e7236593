import { describe, expect, test } from 'vitest';
import { BucketFault, type BucketFaultCode } from '../../../src/bucket/bucket-fault.ts';
import { readFault } from '../../../src/stores/memory/read-fault.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';

type Operation = StoreRequest['operation'];

const absent = { found: 'none', deleteMarker: false };

describe('refusals that answer the question', () => {
  test.each<[Operation, BucketFaultCode, object]>([
    ['HeadObject', 'NoSuchKey', absent],
    ['HeadObject', 'NoSuchVersion', absent],
    ['HeadObject', 'MethodNotAllowed', absent],
    ['HeadObject', 'SymlinkTargetNotExist', { found: 'symlink' }],
    ['HeadObject', 'InvalidTargetType', { found: 'symlink' }],
    ['GetObject', 'NoSuchKey', absent],
    ['GetObject', 'SymlinkTargetNotExist', { found: 'symlink' }],
    ['GetSymlink', 'NoSuchKey', absent],
    ['GetSymlink', 'NoSuchVersion', absent],
    ['GetSymlink', 'NotSymlink', { found: 'object' }],
    ['GetObjectTagging', 'NoSuchKey', absent],
    ['PutSymlink', 'FileAlreadyExists', { written: false }],
    ['PutObject', 'FileAlreadyExists', { written: false }],
  ])('%s, %s', (operation, code, value) => {
    expect(readFault(new BucketFault(code, 'Why.'), { operation, key: 'a' }, 'demo')).toEqual(value);
  });

  test.each([
    [{ marker: { versionId: 'v' } }, { found: 'none', deleteMarker: true, versionId: 'v' }],
    [{ marker: {} }, { found: 'none', deleteMarker: true }],
  ])('a delete marker has its version: %j', (details, value) => {
    const fault = new BucketFault('NoSuchKey', 'Why.', details);
    expect(readFault(fault, { operation: 'HeadObject', key: 'a' }, 'demo')).toEqual(value);
  });
});

describe('all others are errors', () => {
  test.each<[Operation, BucketFaultCode, number]>([
    // A missing key is an answer to reads only, and a missing bucket is an error.
    ['HeadObject', 'NoSuchBucket', 404],
    ['GetSymlink', 'NoSuchBucket', 404],
    ['GetSymlink', 'AccessDenied', 403],
    ['PutObjectTagging', 'NoSuchKey', 404],
    ['DeleteObjectTagging', 'NoSuchKey', 404],
    ['DeleteObject', 'NoSuchVersion', 404],
    ['PutSymlink', 'InvalidArgument', 400],
    ['PutObject', 'InvalidObjectName', 400],
    ['ListObjects', 'InvalidArgument', 400],
    ['GetBucketVersioning', 'NoSuchBucket', 404],
  ])('%s, %s', (operation, code, status) => {
    const fault = new BucketFault(code, 'Why.');
    expect(() => readFault(fault, { operation, key: 'a' }, 'demo')).toThrow(
      expect.objectContaining({
        name: 'StoreError',
        code: 'store-refused',
        message: `${operation} of a in bucket demo: the memory store answered ${status} ${code} (Why.)`,
        details: expect.objectContaining({ operation, bucket: 'demo', key: 'a', status, storeCode: code, attempts: 1 }),
        cause: fault,
      }),
    );
  });

  test('of a request without a key the bucket is named, and the finer code is kept', () => {
    const fault = new BucketFault('NoSuchBucket', 'Why.');
    expect(() => readFault(fault, { operation: 'ListObjects' }, 'demo')).toThrow(
      expect.objectContaining({
        message: 'ListObjects in bucket demo: the memory store answered 404 NoSuchBucket (Why.)',
        details: {
          operation: 'ListObjects',
          bucket: 'demo',
          status: 404,
          storeCode: 'NoSuchBucket',
          ec: '0015-00000101',
          attempts: 1,
        },
      }),
    );
  });
});

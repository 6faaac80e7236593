import { describe, expect, test } from 'vitest';
import { WireFault } from '../../../src/local/oss/answer/wire-fault.ts';
import { findRoute } from '../../../src/local/oss/server/oss-face.ts';
import type { RoutedRequest } from '../../../src/local/server/face.ts';

function request(text: string, headers: Readonly<Record<string, string>> = {}): RoutedRequest {
  const [method = '', level = '', ...params] = text.split(' ');
  if (level !== 'service' && level !== 'bucket' && level !== 'object') throw new Error(`no level: ${text}`);
  return { method, level, query: new Map(params.map((name) => [name, ''])), headers };
}

describe('is served', () => {
  test.each([
    ['GET service', 'ListBuckets'],
    ['GET bucket', 'ListObjects'],
    ['GET bucket prefix delimiter', 'ListObjects'],
    ['GET bucket list-type prefix', 'ListObjectsV2'],
    ['GET bucket versions prefix', 'ListObjectVersions'],
    ['GET bucket versioning', 'GetBucketVersioning'],
    ['GET bucket acl', 'GetBucketAcl'],
    ['GET bucket uploads prefix', 'ListMultipartUploads'],
    ['GET bucket live', 'ListLiveChannel'],
    ['GET bucket tagging', 'GetBucketTags'],
    ['GET bucket cors', 'GetBucketCors'],
    ['GET bucket location', 'GetBucketLocation'],
    ['GET bucket bucketInfo', 'GetBucketInfo'],
    ['PUT bucket', 'PutBucket'],
    ['PUT bucket acl', 'PutBucketAcl'],
    ['PUT bucket versioning', 'PutBucketVersioning'],
    ['DELETE bucket', 'DeleteBucket'],
    ['POST bucket delete encoding-type', 'DeleteMultipleObjects'],
    ['GET object', 'GetObject'],
    ['GET object versionId', 'GetObject'],
    ['HEAD object', 'HeadObject'],
    ['HEAD object objectMeta', 'GetObjectMeta'],
    ['GET object symlink versionId', 'GetSymlink'],
    ['PUT object symlink', 'PutSymlink'],
    ['PUT object', 'PutObject'],
    ['GET object tagging', 'GetObjectTagging'],
    ['PUT object tagging', 'PutObjectTagging'],
    ['DELETE object tagging', 'DeleteObjectTagging'],
    ['GET object acl', 'GetObjectAcl'],
    ['PUT object acl', 'PutObjectAcl'],
    ['POST object restore', 'RestoreObject'],
    ['POST object restore versionId', 'RestoreObject'],
    ['DELETE object versionId', 'DeleteObject'],
    // Sent by the OSS Python SDK, which reuses the parameters of its GetSymlink.
    ['DELETE object symlink versionId', 'DeleteObject'],
  ])('%s: %s', (text, operation) => {
    expect(findRoute(request(text)).operation).toBe(operation);
  });

  test('PutObject with a source is CopyObject', () => {
    expect(findRoute(request('PUT object', { 'x-oss-copy-source': '/b/k' })).operation).toBe('CopyObject');
  });
});

describe('is refused', () => {
  test.each([
    ['POST object uploads', {}, 501, 'InitiateMultipartUpload'],
    ['PUT object partNumber uploadId', {}, 501, 'UploadPart'],
    ['POST object uploads', {}, 501, 'Multipart upload'],
    ['GET object uploadId', {}, 501, 'ListParts'],
    ['POST object append position', {}, 501, 'AppendObject'],
    ['POST object cleanRestoredObject', {}, 501, 'CleanRestoredObject'],
    ['POST bucket', {}, 501, 'PostObject'],
    ['GET object x-oss-process', {}, 501, 'x-oss-process'],
    ['PUT object', { 'x-oss-callback': 'e30=' }, 501, 'x-oss-callback'],
    ['PUT object', { 'x-oss-server-side-encryption': 'AES256' }, 501, 'x-oss-server-side-encryption'],
    ['PUT bucket lifecycle', {}, 501, 'lifecycle'],
    ['DELETE bucket policy', {}, 501, 'policy'],
    ['PUT bucket cors', {}, 501, 'CORS'],
    ['POST bucket worm', {}, 501, 'bucket settings'],
    ['GET bucket stat', {}, 501, 'bucket statistics'],
    ['GET object live', {}, 501, 'Live streaming'],
    ['GET service X-Amz-Signature', {}, 501, 'S3-compatible'],
    // Each would be a plain write of its level if the subresource were ignored.
    ['DELETE bucket acl', {}, 405, 'DELETE ?acl'],
    ['DELETE bucket versioning', {}, 405, 'DELETE ?versioning'],
    ['PUT bucket uploads', {}, 405, 'PUT ?uploads'],
    ['PUT bucket live', {}, 405, 'PUT ?live'],
    ['PUT bucket delete', {}, 405, 'PUT ?delete'],
    ['OPTIONS object', {}, 501, 'OPTIONS'],
    ['GET service regions', {}, 501, 'DescribeRegions'],
    ['POST object', {}, 405, 'POST at the level of the object'],
    ['PATCH object', {}, 405, 'PATCH'],
    ['HEAD bucket', {}, 405, 'HEAD at the level of the bucket'],
    ['DELETE service', {}, 405, 'DELETE at the level of the service'],
  ])('%s %j: %i %s', (text, headers, status, word) => {
    expect(refusalOf(() => findRoute(request(text, headers)))).toMatchObject({
      ossCode: status === 501 ? 'NotImplemented' : 'MethodNotAllowed',
      status,
      message: expect.stringContaining(word),
    });
  });
});

function refusalOf(work: () => unknown): WireFault | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof WireFault) return error;
    throw error;
  }
}

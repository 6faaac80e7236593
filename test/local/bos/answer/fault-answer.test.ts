import { expect, test } from 'vitest';
import { BucketFault, type BucketFaultCode } from '../../../../src/bucket/bucket-fault.ts';
import { BosFault } from '../../../../src/local/bos/answer/bos-fault.ts';
import { faultAnswer } from '../../../../src/local/bos/answer/fault-answer.ts';
import { DiskFull } from '../../../../src/local/storage/disk-full.ts';

const choices = {
  bosNotSymlink: 'NotSymlink',
  bosOverwriteConflict: 'FileAlreadyExists',
  bosDeleteMarkerHeader: 'absent',
  bosReadOfMarker: 'MethodNotAllowed',
} as const;
const about = { method: 'GET', requestId: 'ID', host: 'h' };

test.each<[BucketFaultCode, string]>([
  ['AccessDenied', '403 AccessDenied'],
  ['BadRequest', '400 InvalidArgument'],
  ['BucketAlreadyExists', '409 BucketAlreadyExists'],
  ['BucketNotEmpty', '409 BucketNotEmpty'],
  ['FileAlreadyExists', '409 FileAlreadyExists'],
  ['InvalidArgument', '400 InvalidArgument'],
  ['InvalidBucketName', '400 InvalidBucketName'],
  ['InvalidObjectName', '400 InvalidObjectName'],
  ['InvalidObjectState', '403 InvalidObjectState'],
  ['InvalidTag', '400 InvalidArgument'],
  ['InvalidTargetType', '400 InvalidTargetType'],
  ['MalformedXML', '400 MalformedJSON'],
  ['MethodNotAllowed', '405 MethodNotAllowed'],
  ['NoSuchBucket', '404 NoSuchBucket'],
  ['NoSuchKey', '404 NoSuchKey'],
  ['NoSuchVersion', '404 NoSuchVersion'],
  ['NotSymlink', '400 NotSymlink'],
  ['OperationNotSupported', '400 InvalidArgument'],
  ['PreconditionFailed', '412 PreconditionFailed'],
  ['RestoreAlreadyInProgress', '403 InvalidObjectState'],
  ['SymlinkTargetNotExist', '404 SymlinkTargetNotExist'],
])('%s of the engine is %s', (ossCode, expected) => {
  const { status, code, body } = faultAnswer(new BucketFault(ossCode, 'why'), about, choices);
  expect(`${status} ${code}`).toBe(expected);
  expect(JSON.parse(String(body))).toEqual({ code, message: 'why', requestId: 'ID' });
});

test('HEAD has no body, and 304 neither', () => {
  expect(faultAnswer(new BosFault('NoSuchKey'), { ...about, method: 'HEAD' }, choices)).not.toHaveProperty('body');
  expect(faultAnswer(new BosFault('NotModified'), about, choices)).not.toHaveProperty('body');
});

test('choices decide about codes and the header of a delete marker', () => {
  const marker = new BucketFault('NoSuchKey', 'why', { marker: { versionId: 'V' } });
  expect(faultAnswer(marker, about, choices).headers).toEqual({});
  expect(faultAnswer(marker, about, { ...choices, bosDeleteMarkerHeader: 'present' }).headers).toEqual({
    'x-bce-delete-marker': 'true',
    'x-bce-version-id': 'V',
  });
  const named = new BucketFault('MethodNotAllowed', 'why', { marker: { versionId: 'V' } });
  expect(faultAnswer(named, about, choices).status).toBe(405);
  expect(faultAnswer(named, about, { ...choices, bosReadOfMarker: 'NoSuchKey' }).status).toBe(404);
  const conflict = new BucketFault('FileAlreadyExists', 'why');
  expect(faultAnswer(conflict, about, { ...choices, bosOverwriteConflict: 'PreconditionFailed' }).status).toBe(412);
});

test.each([
  [new DiskFull('full'), 507, 'InsufficientStorage'],
  [Object.assign(new Error('/secret/path'), { code: 'EMFILE' }), 503, 'ServiceUnavailable'],
  [new Error('/secret/path'), 500, 'InternalError'],
])('a broken store is %s', (error, status, code) => {
  const answer = faultAnswer(error, about, choices);
  expect(answer).toMatchObject({ status, code, cause: error });
  expect(String(answer.body)).not.toContain('/secret');
});

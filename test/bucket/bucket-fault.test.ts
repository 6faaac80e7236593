import { describe, expect, test } from 'vitest';
import { AutoaliasError } from '../../src/autoalias-error.ts';
import { BucketFault } from '../../src/bucket/bucket-fault.ts';

describe('a fault of the engine', () => {
  test.each([
    ['AccessDenied', 403, undefined],
    ['BucketAlreadyExists', 409, undefined],
    ['FileAlreadyExists', 409, undefined],
    ['InvalidTargetType', 400, '0026-00000011'],
    ['MethodNotAllowed', 405, undefined],
    ['NoSuchBucket', 404, '0015-00000101'],
    ['NoSuchKey', 404, '0026-00000001'],
    ['NotSymlink', 400, '0043-00000101'],
    ['PreconditionFailed', 412, undefined],
    ['SymlinkTargetNotExist', 404, '0026-00000012'],
  ] as const)('%s has the status and the finer code of its page', (ossCode, status, ec) => {
    const fault = new BucketFault(ossCode, 'Why.');
    expect(fault).toBeInstanceOf(AutoaliasError);
    expect(fault).toMatchObject({ name: 'BucketFault', code: 'store-refused', message: 'Why.', ossCode, status });
    expect(fault.ec).toBe(ec);
    expect(fault.elements).toEqual({});
    expect(fault.marker).toBeUndefined();
  });

  test('has the given details, and their finer code replaces that of the table', () => {
    const details = { elements: { Key: 'a' }, ec: '1-2', marker: { versionId: 'v' } };
    expect(new BucketFault('NoSuchKey', 'Why.', details)).toMatchObject(details);
  });
});

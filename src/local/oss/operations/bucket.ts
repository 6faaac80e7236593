import * as z from 'zod';
import { isoTime } from '../iso-time.ts';
import type { OssOperation } from '../oss-call.ts';
import { owner, resourceGroup } from '../owner.ts';
import { readOptionalDocument } from '../read-document.ts';
import { writeXml } from '../write-xml.ts';

const configuration = z.object({
  CreateBucketConfiguration: z.union([
    z.object({ StorageClass: z.string().trim().optional(), DataRedundancyType: z.string().trim().optional() }),
    z.string().transform(() => ({ StorageClass: undefined, DataRedundancyType: undefined })),
  ]),
});

/** PutBucket. Without a body the bucket is private and Standard. */
export const putBucket: OssOperation = async (call, { engine, commit }) => {
  const document = await readOptionalDocument(call, configuration);
  const { StorageClass: storageClass, DataRedundancyType: dataRedundancy } = document?.CreateBucketConfiguration ?? {};
  const acl = call.headers['x-oss-acl'];
  await commit(() =>
    engine.createBucket({
      bucket: call.bucket,
      ...(acl === undefined ? {} : { acl }),
      ...(storageClass === undefined ? {} : { storageClass }),
      ...(dataRedundancy === undefined ? {} : { dataRedundancy }),
    }),
  );
  return { status: 200, headers: { location: `/${call.bucket}` } };
};

/** DeleteBucket. */
export const deleteBucket: OssOperation = async ({ bucket }, { engine, commit }) => {
  await commit(() => engine.deleteBucket({ bucket }), 'reclaim');
  return { status: 204 };
};

/** GetBucketInfo. `Versioning` is present once it was configured. SDKs rely on all other elements. */
export const getBucketInfo: OssOperation = ({ bucket, endpoint }, { engine, region }) => {
  const record = engine.getBucket({ bucket });
  const body = writeXml('BucketInfo', [
    [
      'Bucket',
      [
        ['AccessMonitor', 'Disabled'],
        ['BlockPublicAccess', false],
        ['Comment', ''],
        ['CreationDate', isoTime(record.created)],
        ['CrossRegionReplication', 'Disabled'],
        ['DataRedundancyType', record.dataRedundancy ?? 'LRS'],
        ['ExtranetEndpoint', endpoint],
        ['IntranetEndpoint', endpoint],
        ['Location', `oss-${region}`],
        ['Name', record.name],
        ['ResourceGroupId', resourceGroup],
        ['StorageClass', record.storageClass],
        ['TransferAcceleration', 'Disabled'],
        owner,
        ['AccessControlList', [['Grant', record.acl]]],
        ['ServerSideEncryptionRule', [['SSEAlgorithm', 'None']]],
        [
          'BucketPolicy',
          [
            ['LogBucket', ''],
            ['LogPrefix', ''],
          ],
        ],
        ['Versioning', record.versioning === 'Never' ? undefined : record.versioning],
      ],
    ],
  ]);
  return { status: 200, body };
};

/** GetBucketLocation. */
export const getBucketLocation: OssOperation = ({ bucket }, { engine, region }) => {
  engine.getBucket({ bucket });
  return {
    status: 200,
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint>oss-${region}</LocationConstraint>`,
  };
};

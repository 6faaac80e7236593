import * as z from 'zod';
import { writeXml } from '../../../oss-wire/write-xml.ts';
import { isoTime } from '../../server/answer/times.ts';
import type { StoreOperation } from '../../server/store-call.ts';
import { owner, resourceGroup } from '../answer/owner.ts';
import { readDocument, readOptionalDocument } from '../request/read-document.ts';

const configuration = z.object({
  CreateBucketConfiguration: z.union([
    z.object({ StorageClass: z.string().trim().optional(), DataRedundancyType: z.string().trim().optional() }),
    z.string().transform(() => ({ StorageClass: undefined, DataRedundancyType: undefined })),
  ]),
});

/** PutBucket. Without a body the bucket is private and Standard. */
export const putBucket: StoreOperation = async (call, { engine, commit }) => {
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
export const deleteBucket: StoreOperation = async ({ bucket }, { engine, commit }) => {
  await commit(() => engine.deleteBucket({ bucket }), 'reclaim');
  return { status: 204 };
};

/** GetBucketInfo. `Versioning` is present once it was configured. SDKs rely on all other elements. */
export const getBucketInfo: StoreOperation = ({ bucket, endpoint: ownEndpoint }, { engine, region }) => {
  const endpoint = ownEndpoint();
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
export const getBucketLocation: StoreOperation = ({ bucket }, { engine, region }) => {
  engine.getBucket({ bucket });
  return {
    status: 200,
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint>oss-${region}</LocationConstraint>`,
  };
};

/** GetBucketVersioning: an empty document if versioning was never configured. */
export const getBucketVersioning: StoreOperation = ({ bucket }, { engine }) => {
  const status = engine.getBucketVersioning({ bucket });
  const body = writeXml('VersioningConfiguration', [['Status', status === 'Never' ? undefined : status]]);
  return { status: 200, body };
};

const versioningConfiguration = z.object({
  VersioningConfiguration: z.object({
    Status: z
      .string({ error: 'is missing: Enabled or Suspended' })
      .trim()
      .pipe(z.enum(['Enabled', 'Suspended'], { error: 'must be Enabled or Suspended' })),
  }),
});

/** PutBucketVersioning. */
export const putBucketVersioning: StoreOperation = async (call, { engine, commit }) => {
  const { VersioningConfiguration } = await readDocument(call, versioningConfiguration);
  await commit(() => engine.putBucketVersioning({ bucket: call.bucket, status: VersioningConfiguration.Status }));
  return { status: 200 };
};

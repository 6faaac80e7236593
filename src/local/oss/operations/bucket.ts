import * as z from 'zod';
import { isoTime } from '../iso-time.ts';
import type { OssOperation } from '../oss-call.ts';
import { owner } from '../owner.ts';
import { readOptionalDocument } from '../read-document.ts';
import { writeXml } from '../write-xml.ts';

const configuration = z.object({
  CreateBucketConfiguration: z.union([
    z.object({ StorageClass: z.string().trim().optional() }),
    z.string().transform(() => ({ StorageClass: undefined })),
  ]),
});

/** PutBucket. Without a body the bucket is private and Standard. */
export const putBucket: OssOperation = async (call, { engine, commit }) => {
  const storageClass = (await readOptionalDocument(call, configuration))?.CreateBucketConfiguration.StorageClass;
  const acl = call.headers['x-oss-acl'];
  await commit(() =>
    engine.createBucket({
      bucket: call.bucket,
      ...(acl === undefined ? {} : { acl }),
      ...(storageClass === undefined ? {} : { storageClass }),
    }),
  );
  return { status: 200, headers: { location: `/${call.bucket}` } };
};

/** DeleteBucket. */
export const deleteBucket: OssOperation = async ({ bucket }, { engine, commit }) => {
  await commit(() => engine.deleteBucket({ bucket }));
  return { status: 204 };
};

/** GetBucketInfo. `Versioning` is there once it was configured. */
export const getBucketInfo: OssOperation = ({ bucket }, { engine, region }) => {
  const record = engine.getBucket({ bucket });
  const body = writeXml('BucketInfo', [
    [
      'Bucket',
      [
        ['CreationDate', isoTime(record.created)],
        ['ExtranetEndpoint', `oss-${region}.aliyuncs.com`],
        ['IntranetEndpoint', `oss-${region}-internal.aliyuncs.com`],
        ['Location', `oss-${region}`],
        ['Name', record.name],
        owner,
        ['AccessControlList', [['Grant', record.acl]]],
        ['StorageClass', record.storageClass],
        ['DataRedundancyType', 'LRS'],
        ['TransferAcceleration', 'Disabled'],
        ['CrossRegionReplication', 'Disabled'],
        ['ServerSideEncryptionRule', [['SSEAlgorithm', 'None']]],
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

import * as z from 'zod';
import type { OssOperation } from '../oss-call.ts';
import { readDocument } from '../read-document.ts';
import { writeXml } from '../write-xml.ts';

/** GetBucketVersioning: an empty document for a bucket that never had any. */
export const getBucketVersioning: OssOperation = ({ bucket }, { engine }) => {
  const status = engine.getBucketVersioning({ bucket });
  const body = writeXml('VersioningConfiguration', [['Status', status === 'Never' ? undefined : status]]);
  return { status: 200, body };
};

const configuration = z.object({
  VersioningConfiguration: z.object({
    Status: z
      .string({ error: 'is missing: Enabled or Suspended' })
      .trim()
      .pipe(z.enum(['Enabled', 'Suspended'], { error: 'must be Enabled or Suspended' })),
  }),
});

/** PutBucketVersioning. */
export const putBucketVersioning: OssOperation = async (call, { engine, commit }) => {
  const { VersioningConfiguration } = await readDocument(call, configuration);
  await commit(() => engine.putBucketVersioning({ bucket: call.bucket, status: VersioningConfiguration.Status }));
  return { status: 200 };
};

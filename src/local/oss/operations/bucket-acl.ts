import type { OssOperation } from '../oss-call.ts';
import { owner } from '../owner.ts';
import { writeXml } from '../write-xml.ts';

/** GetBucketAcl. */
export const getBucketAcl: OssOperation = ({ bucket }, { engine }) => {
  const grant = engine.getBucketAcl({ bucket });
  return { status: 200, body: writeXml('AccessControlPolicy', [owner, ['AccessControlList', [['Grant', grant]]]]) };
};

/**
 * PutBucketAcl. It creates a missing bucket, and without `x-oss-acl` it does not change the ACL (PutBucketAcl page).
 * ali-oss reads the bucket's name from `Location`.
 */
export const putBucketAcl: OssOperation = async ({ bucket, headers }, { engine, commit }) => {
  const acl = headers['x-oss-acl'];
  await commit(() => engine.createBucket({ bucket, ...(acl === undefined ? {} : { acl }) }));
  return { status: 200, headers: { location: `/${bucket}` } };
};

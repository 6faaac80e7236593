import type { OssOperation } from '../oss-call.ts';
import { owner } from '../owner.ts';
import { WireFault } from '../wire-fault.ts';
import { writeXml } from '../write-xml.ts';

/** GetBucketAcl. */
export const getBucketAcl: OssOperation = ({ bucket }, { engine }) => {
  const grant = engine.getBucketAcl({ bucket });
  return { status: 200, body: writeXml('AccessControlPolicy', [owner, ['AccessControlList', [['Grant', grant]]]]) };
};

/** PutBucketAcl: the ACL comes in `x-oss-acl`. */
export const putBucketAcl: OssOperation = async ({ bucket, headers }, { engine, commit }) => {
  const acl = headers['x-oss-acl'];
  if (acl === undefined) {
    throw new WireFault('InvalidArgument', {
      message: 'PutBucketAcl needs the header x-oss-acl: private, public-read or public-read-write.',
    });
  }
  await commit(() => engine.putBucketAcl({ bucket, acl }));
  return { status: 200 };
};

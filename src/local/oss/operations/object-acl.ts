import { writeXml } from '../../../oss-wire/write-xml.ts';
import type { StoreOperation } from '../../server/store-call.ts';
import { versionHeader } from '../answer/object-headers.ts';
import { owner } from '../answer/owner.ts';
import { WireFault } from '../answer/wire-fault.ts';
import { onObject } from '../request/on-object.ts';

/** GetObjectAcl. For a link, the ACL of the link. */
export const getObjectAcl: StoreOperation = (call, { engine }) => {
  const { acl, versionId } = engine.getObjectAcl(onObject(call));
  const body = writeXml('AccessControlPolicy', [owner, ['AccessControlList', [['Grant', acl]]]]);
  return { status: 200, headers: versionHeader(versionId), body };
};

/** PutObjectAcl, with the ACL in `x-oss-object-acl`. */
export const putObjectAcl: StoreOperation = async (call, { engine, commit }) => {
  const on = onObject(call);
  const acl = call.headers['x-oss-object-acl'];
  if (acl === undefined) {
    throw new WireFault('InvalidArgument', {
      message: 'PutObjectAcl needs the header x-oss-object-acl: default, private, public-read or public-read-write.',
    });
  }
  const { versionId } = await commit(() => engine.putObjectAcl({ ...on, acl }));
  return { status: 200, headers: versionHeader(versionId) };
};

/** GetBucketAcl. */
export const getBucketAcl: StoreOperation = ({ bucket }, { engine }) => {
  const grant = engine.getBucketAcl({ bucket });
  return { status: 200, body: writeXml('AccessControlPolicy', [owner, ['AccessControlList', [['Grant', grant]]]]) };
};

/**
 * PutBucketAcl. It creates a missing bucket, and without `x-oss-acl` it does not change the ACL (PutBucketAcl page).
 * ali-oss reads the bucket's name from `Location`.
 */
export const putBucketAcl: StoreOperation = async ({ bucket, headers }, { engine, commit }) => {
  const acl = headers['x-oss-acl'];
  await commit(() => engine.createBucket({ bucket, ...(acl === undefined ? {} : { acl }) }));
  return { status: 200, headers: { location: `/${bucket}` } };
};

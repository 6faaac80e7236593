import { onObject } from '../on-object.ts';
import type { OssOperation } from '../oss-call.ts';
import { owner } from '../owner.ts';
import { versionHeader } from '../version-header.ts';
import { WireFault } from '../wire-fault.ts';
import { writeXml } from '../write-xml.ts';

/** GetObjectAcl: of a link, the link's own. */
export const getObjectAcl: OssOperation = (call, { engine }) => {
  const { acl, versionId } = engine.getObjectAcl(onObject(call));
  const body = writeXml('AccessControlPolicy', [owner, ['AccessControlList', [['Grant', acl]]]]);
  return { status: 200, headers: versionHeader(versionId), body };
};

/** PutObjectAcl: the ACL comes in `x-oss-object-acl`. */
export const putObjectAcl: OssOperation = async (call, { engine, commit }) => {
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

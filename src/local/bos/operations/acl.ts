import * as z from 'zod';
import type { StoreCall, StoreOperation } from '../../server/store-call.ts';
import { BosFault, invalidArgument } from '../answer/bos-fault.ts';
import { versionHeader } from '../answer/object-headers.ts';
import { owner } from '../answer/owner.ts';
import { onObject } from '../request/on-object.ts';
import { readOptionalJson } from '../request/read-json.ts';
import { readCannedAcl } from '../request/read-write-options.ts';
import { shortList } from '../request/short-list.ts';

/** The grants of each canned ACL. `*` is everyone. */
const GRANTS: Readonly<Record<string, readonly string[]>> = {
  'public-read': ['READ'],
  'public-read-write': ['READ', 'WRITE'],
};

function document(acl: string): object {
  const everyone = GRANTS[acl];
  return {
    owner: { id: owner.id },
    accessControlList: [
      { grantee: [{ id: owner.id }], permission: ['FULL_CONTROL'] },
      ...(everyone === undefined ? [] : [{ grantee: [{ id: '*' }], permission: everyone }]),
    ],
  };
}

/** GetBucketAcl. Source: https://intl.cloud.baidu.com/en/doc/BOS/s/2kc4euaor-intl-en. */
export const getBucketAcl: StoreOperation = ({ bucket }, { engine }) => {
  const acl = engine.getBucketAcl({ bucket });
  return { status: 200, headers: { 'x-bce-acl': acl }, body: JSON.stringify(document(acl)) };
};

/** PutBucketAcl, with a canned ACL in a header or a list of grants. */
export const putBucketAcl: StoreOperation = async (call, { engine, commit }) => {
  engine.getBucket({ bucket: call.bucket });
  const acl = await readAcl(call);
  await commit(() => engine.editBucket({ bucket: call.bucket, acl }));
  return { status: 200 };
};

/** GetObjectAcl. For a link, the ACL of the link. */
export const getObjectAcl: StoreOperation = (call, { engine }) => {
  const { acl } = engine.getObjectAcl(onObject(call));
  const shown = acl === 'default' ? engine.getBucketAcl({ bucket: call.bucket }) : acl;
  return { status: 200, headers: { 'x-bce-acl': shown }, body: JSON.stringify(document(shown)) };
};

/** PutObjectAcl. */
export const putObjectAcl: StoreOperation = async (call, { engine, commit }) => {
  const on = onObject(call);
  engine.getObjectAcl(on);
  const acl = await readAcl(call);
  const { versionId } = await commit(() => engine.putObjectAcl({ ...on, acl }));
  return { status: 200, headers: versionHeader(versionId) };
};

/** DeleteObjectAcl: the ACL of the bucket applies again. */
export const deleteObjectAcl: StoreOperation = async (call, { engine, commit }) => {
  const on = onObject(call);
  await commit(() => engine.putObjectAcl({ ...on, acl: 'default' }));
  return { status: 204 };
};

/** No page has a limit. With one account, more can only be repetitions. */
const MOST_GRANTS = 100;

const aclDocument = z.object({
  accessControlList: shortList(
    z.object({
      grantee: shortList(z.object({ id: z.string() }), MOST_GRANTS),
      permission: shortList(z.string(), MOST_GRANTS),
    }),
    MOST_GRANTS,
  ),
});

async function readAcl(call: StoreCall): Promise<string> {
  const header = call.headers['x-bce-acl'];
  const body = await readOptionalJson(call, aclDocument);
  if (header !== undefined && header !== '') return readCannedAcl(header);
  if (body === undefined) {
    throw invalidArgument('An ACL is in the header x-bce-acl, or a list of grants in the body.');
  }
  return cannedAcl(body.accessControlList);
}

/** There is one account, so a list of grants can only say what everyone may do. */
function cannedAcl(grants: z.infer<typeof aclDocument>['accessControlList']): string {
  const others = grants.filter(({ grantee }) => grantee.some(({ id }) => id !== owner.id));
  const permissions = new Set(others.flatMap(({ permission }) => permission));
  if (others.some(({ grantee }) => grantee.some(({ id }) => id !== '*' && id !== owner.id))) {
    throw new BosFault('NotImplemented', {
      message: 'The local store has one account: it cannot grant rights to others than everyone ("*").',
    });
  }
  if (permissions.size === 0) return 'private';
  const found = Object.entries(GRANTS).find(
    ([, granted]) => granted.length === permissions.size && granted.every((one) => permissions.has(one)),
  );
  if (found !== undefined) return found[0];
  throw new BosFault('NotImplemented', {
    message: 'The local store can let everyone READ, or READ and WRITE, and nothing else.',
  });
}

import { afterAll, beforeAll, expect, test } from 'vitest';
import { unsetSettings } from '../../../../src/local/oss/answer/unset-settings.ts';
import { type OssRig, openOssRig } from '../oss-rig.ts';

let rig: OssRig;
beforeAll(async () => {
  rig = await openOssRig();
});
afterAll(() => rig.close());

function ask(method: string, subresource: string, bucket = 'demo') {
  return rig.send({ method, bucket, query: [[subresource, '']] });
}

test.each([
  ['tagging', 200, '<Tagging><TagSet></TagSet></Tagging>'],
  ['logging', 200, '<BucketLoggingStatus></BucketLoggingStatus>'],
  ['referer', 200, '<AllowEmptyReferer>true</AllowEmptyReferer>'],
  ['requestPayment', 200, '<Payer>BucketOwner</Payer>'],
  ['policyStatus', 200, '<IsPublic>false</IsPublic>'],
  ['policy', 404, '<Code>NoSuchBucketPolicy</Code>'],
  ['cors', 404, '<Code>NoSuchCORSConfiguration</Code>'],
  ['lifecycle', 404, '<Code>NoSuchLifecycle</Code>'],
  ['website', 404, '<Code>NoSuchWebsiteConfiguration</Code>'],
  ['encryption', 404, '<Code>NoSuchServerSideEncryptionRule</Code>'],
  ['transferAcceleration', 404, '<Code>NoSuchTransferAccelerationConfiguration</Code>'],
  ['inventory', 404, '<Code>NoSuchInventory</Code>'],
  ['worm', 404, '<Code>NoSuchWORMConfiguration</Code>'],
])('GET ?%s: %i %s', async (subresource, status, text) => {
  const answer = await ask('GET', subresource);
  expect(answer.status).toBe(status);
  expect(answer.body).toContain(text);
});

test.each(unsetSettings)('$subresource cannot be set, and needs its bucket', async ({ subresource }) => {
  expect((await ask('PUT', subresource)).status).toBe(501);
  expect((await ask('GET', subresource, 'absent')).body).toContain('<Code>NoSuchBucket</Code>');
});

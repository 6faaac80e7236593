import { writeXml, type XmlNode } from '../../../oss-wire/write-xml.ts';
import type { StoreOperation } from '../../server/store-call.ts';
import type { WireCode } from './wire-codes.ts';
import { WireFault } from './wire-fault.ts';

interface UnsetSetting {
  /** The name that the API reference uses. */
  readonly operation: string;
  readonly subresource: string;
  readonly answer: Document | Absence;
}
interface Document {
  readonly root: string;
  readonly content: readonly XmlNode[];
}
interface Absence {
  readonly code: WireCode;
  readonly ec?: string;
}

// biome-ignore format: a table reads by columns
/**
 * The answers of OSS for bucket settings that were never set. The store refuses to set any of them, so these answers are
 * right for every bucket. Sources: the API page of each operation, and the tests of the OSS SDKs for JavaScript and Python.
 */
export const unsetSettings: readonly UnsetSetting[] = [
  { operation: 'GetBucketTags', subresource: 'tagging', answer: { root: 'Tagging', content: [['TagSet', []]] } },
  { operation: 'GetBucketLogging', subresource: 'logging', answer: { root: 'BucketLoggingStatus', content: [] } },
  { operation: 'GetBucketReferer', subresource: 'referer', answer: { root: 'RefererConfiguration', content: [['AllowEmptyReferer', true], ['AllowTruncateQueryString', true], ['TruncatePath', false], ['RefererList', []]] } },
  { operation: 'GetBucketRequestPayment', subresource: 'requestPayment', answer: { root: 'RequestPaymentConfiguration', content: [['Payer', 'BucketOwner']] } },
  { operation: 'GetBucketPolicyStatus', subresource: 'policyStatus', answer: { root: 'PolicyStatus', content: [['IsPublic', false]] } },
  { operation: 'GetBucketPolicy', subresource: 'policy', answer: { code: 'NoSuchBucketPolicy' } },
  { operation: 'GetBucketCors', subresource: 'cors', answer: { code: 'NoSuchCORSConfiguration', ec: '0034-00000001' } },
  { operation: 'GetBucketLifecycle', subresource: 'lifecycle', answer: { code: 'NoSuchLifecycle' } },
  { operation: 'GetBucketWebsite', subresource: 'website', answer: { code: 'NoSuchWebsiteConfiguration' } },
  { operation: 'GetBucketEncryption', subresource: 'encryption', answer: { code: 'NoSuchServerSideEncryptionRule' } },
  { operation: 'GetBucketTransferAcceleration', subresource: 'transferAcceleration', answer: { code: 'NoSuchTransferAccelerationConfiguration' } },
  { operation: 'GetBucketInventory', subresource: 'inventory', answer: { code: 'NoSuchInventory' } },
  { operation: 'GetBucketWorm', subresource: 'worm', answer: { code: 'NoSuchWORMConfiguration' } },
];

export function getUnsetSetting({ answer }: UnsetSetting): StoreOperation {
  return ({ bucket }, { engine }) => {
    engine.getBucket({ bucket });
    if ('root' in answer) return { status: 200, body: writeXml(answer.root, answer.content) };
    throw new WireFault(answer.code, {
      elements: [['BucketName', bucket]],
      ...(answer.ec === undefined ? {} : { ec: answer.ec }),
    });
  };
}

import type { Delivery, FunctionName, Noted } from '../deployment.ts';
import type { BaiduSettings, CfcHttpAuth } from './baidu-settings.ts';

/** A deployment on Baidu, as one value: functions of CFC, and what calls them. */
export interface BaiduDeployment {
  readonly settings: BaiduSettings;
  readonly functions: readonly CfcFunction[];
  readonly triggers: readonly CfcTrigger[];
  readonly notification: NotificationRule;
  readonly policies: readonly IamPolicy[];
  /** What an operator should know about the result, one sentence each. */
  readonly notes: readonly string[];
}

/** A value of the environment that is not printed. */
export type Secret = 'token' | 'accessKeyId' | 'secretAccessKey';

/** A function of CFC. */
export interface CfcFunction {
  readonly id: FunctionName;
  readonly name: string;
  readonly description: string;
  /** A file without its extension, and the name of its export. */
  readonly handler: string;
  readonly runtime: string;
  /** In MB. */
  readonly memory: number;
  /** In seconds. */
  readonly timeout: Noted<number>;
  readonly environment: Readonly<Record<string, string | { readonly secret: Secret }>>;
  /** How asynchronous invocations are retried. Undefined if CFC does not call it asynchronously. */
  readonly delivery: Delivery | undefined;
  readonly deadLetterTopic: string | undefined;
}

/** A trigger of CFC, which its API calls a relation. */
export type CfcTrigger = BosTrigger | CrontabTrigger | HttpTrigger;

/** Calls the function when an object is created. A BOS trigger does not report deletions. */
export interface BosTrigger {
  readonly kind: 'bos';
  readonly name: string;
  readonly function: FunctionName;
  /** The keys, with one `*`: `/releases/*`. */
  readonly resource: string;
  readonly events: readonly string[];
}

export interface CrontabTrigger {
  readonly kind: 'crontab';
  readonly name: string;
  readonly function: FunctionName;
  readonly schedule: string;
}

export interface HttpTrigger {
  readonly kind: 'http';
  readonly name: string;
  readonly function: FunctionName;
  readonly path: string;
  readonly methods: readonly string[];
  readonly auth: CfcHttpAuth;
}

/** A notification rule of the bucket. It calls a function for events that no BOS trigger delivers. */
export interface NotificationRule {
  readonly id: string;
  readonly appId: string;
  readonly function: FunctionName;
  readonly resources: readonly string[];
  readonly events: readonly string[];
  readonly why: string;
}

/** A policy of IAM. */
export interface IamPolicy {
  readonly id: 'functions' | 'uploader' | 'reader' | 'operator';
  readonly name: string;
  readonly description: string;
  readonly document: AccessControlList;
}

/** A policy document of Baidu IAM (bce-sdk-go services/iam/api/model.go; samples of bce-sdk-python). */
export interface AccessControlList {
  readonly accessControlList: readonly AccessEntry[];
}

export interface AccessEntry {
  readonly service: 'bce:bos';
  /** `*` for every region. */
  readonly region: string;
  readonly effect: 'Allow' | 'Deny';
  /** `bucket` for the bucket and its listings, `bucket/key*` for objects. */
  readonly resource: readonly string[];
  readonly permission: readonly BosPermission[];
}

/**
 * Permissions of BOS (pages ikm2t1f9p and ak6kqrl7q). READ is GetObject, GetObjectMeta, GetObjectVersion, GetObjectTagging
 * and some others; LIST is ListObjects; WRITE is every upload, and DeleteObject. The others are one operation each.
 */
export type BosPermission = 'READ' | 'LIST' | 'WRITE' | 'GetBucket' | 'GetObject' | 'PutObject' | 'DeleteObject';

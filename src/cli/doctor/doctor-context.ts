import type { DeploymentRules } from '../../handlers/function/deployment-rules.ts';
import type { Credentials } from '../../oss-wire/credentials.ts';
import type { Store } from '../../stores/store.ts';
import type { MessageQueue } from '../dead-letters/mns-queue.ts';
import type { DecisionSource } from '../logs/logged-decision.ts';
import type { ApiAddress } from '../options/deployment-api.ts';
import type { CodePackage } from '../package/code-package.ts';
import type { DeploymentReader } from './read-deployment.ts';

/** What the checks read. */
export interface DoctorContext {
  readonly store: Store;
  /** The rules in hand. */
  readonly rules: DeploymentRules;
  /** The code that these rules make. */
  readonly code: () => CodePackage;
  readonly deployment: DeploymentReader;
  readonly isLocal: boolean;
  /** The HTTP API, if one is named. */
  readonly api: ApiAddress | undefined;
  /** The services of an account. Undefined for the local cloud. */
  readonly account: AccountServices | undefined;
  /** A queue of failed events, by its name. Undefined: that of the local cloud. */
  readonly queue: (name: string | undefined) => Pick<MessageQueue, 'peek'>;
  /** The log of the functions. Undefined if it is not known where it is. */
  readonly log: () => Promise<DecisionSource | undefined>;
  /** Unix milliseconds. */
  readonly now: () => number;
}

export interface AccountServices {
  readonly credentials: Credentials;
  /** `https://ram.aliyuncs.com` */
  readonly ramUrl: string;
  /** The URL of a project of Simple Log Service. */
  readonly slsUrl: (project: string) => string;
}

import type { CredentialNames, Credentials } from '../../../oss-wire/credentials.ts';
import type { FunctionContext } from '../function-context.ts';

/** The names of the environment variables of a platform. */
export interface PlatformVariables {
  readonly bucket: string;
  readonly endpoint: string;
  /** The variable that a person sets. */
  readonly region: string;
  /** Key pairs, the preferred one first. */
  readonly credentials: readonly CredentialNames[];
}

/** The sources of the credentials of one invocation. */
export interface CredentialSources {
  readonly environment: Credentials | undefined;
  readonly context: Credentials | undefined;
  /** The event as the platform passed it. */
  readonly event: unknown;
  /** Unix milliseconds. */
  readonly now: number;
}

/** A service that runs the functions: what differs between Function Compute and CFC. */
export interface Platform {
  readonly variables: PlatformVariables;
  /** For messages, such as `cn-hangzhou`. */
  readonly regionExample: string;
  /** Why an invocation has no credentials, and what to do. */
  readonly missingCredentials: string;
  /** Whether a sweep can be divided into tasks of the platform. */
  readonly hasTasks: boolean;
  /** The region of the buckets. `get` returns a variable, or undefined if it is not set. */
  regionOf(get: (name: string) => string | undefined): string | undefined;
  /** Never throws. */
  readContext(context: unknown): FunctionContext;
  credentialsOf(sources: CredentialSources): Credentials | undefined;
}

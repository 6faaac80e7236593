/** The configuration of a function with which a platform starts an instance. */
export interface FunctionConfig {
  /** The service whose contract the instances have. Default: Function Compute. */
  readonly platform?: 'cfc';
  readonly name: string;
  /** `file.method`: `object-events.handler` is the export `handler` of `object-events.mjs`. */
  readonly handler: string;
  /** Megabytes. Limits the heap of an instance. */
  readonly memory: number;
  /** Longest duration of one invocation in seconds (1 to 86,400; Function Compute's default is 3). */
  readonly timeout: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** Temporary credentials of the function's role. The local cloud has no token. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

/** The configuration that all functions of one local cloud share. */
export interface Account {
  readonly accountId: string;
  readonly region: string;
  /** Absent: the function has no role, and `context.credentials` is `{}`. */
  readonly credentials?: RoleCredentials;
}

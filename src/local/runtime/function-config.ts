/** What Function Compute knows of a function when it starts an instance. */
export interface FunctionConfig {
  readonly name: string;
  /** `file.method`: `object-events.handler` is the export `handler` of `object-events.mjs`. */
  readonly handler: string;
  /** Megabytes. The heap of an instance is held to it. */
  readonly memory: number;
  /** Seconds that one invocation may take (1 to 86,400; Function Compute's default is 3). */
  readonly timeout: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** Temporary keys of the function's role; the token is absent where there is none, as in the local cloud. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

/** What every function of one local cloud has in common. */
export interface Account {
  readonly accountId: string;
  readonly region: string;
  /** Absent: the function has no role, and `context.credentials` is `{}`. */
  readonly credentials?: RoleCredentials;
}

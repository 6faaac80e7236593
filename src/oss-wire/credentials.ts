/** What signs a request. `securityToken` comes with temporary credentials (STS) and must travel with every request. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

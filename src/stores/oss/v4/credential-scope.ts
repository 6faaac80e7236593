/** Where and when a V4 signature holds. `region` comes without `oss-`; `product` is `oss`, or `oss-cloudbox`. */
export interface CredentialScope {
  /** YYYYMMDD, UTC. */
  readonly date: string;
  readonly region: string;
  readonly product: string;
}

/** The scope as it stands in the credential and in the string to sign. */
export function credentialScope(scope: CredentialScope): string {
  return `${scope.date}/${scope.region}/${scope.product}/aliyun_v4_request`;
}

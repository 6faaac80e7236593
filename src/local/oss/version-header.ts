/** `x-oss-version-id`, where the bucket has versions. */
export const versionHeader = (versionId: string | undefined): { readonly 'x-oss-version-id'?: string } =>
  versionId === undefined ? {} : { 'x-oss-version-id': versionId };

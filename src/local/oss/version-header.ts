/** `x-oss-version-id`, where the bucket has versions. */
export function versionHeader(versionId: string | undefined): { readonly 'x-oss-version-id'?: string } {
  return versionId === undefined ? {} : { 'x-oss-version-id': versionId };
}

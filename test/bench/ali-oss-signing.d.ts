/** The signature of ali-oss, which it has no types for. */
declare module 'ali-oss/lib/common/signUtils.js' {
  export function authorizationV4(
    accessKeyId: string,
    accessKeySecret: string,
    region: string,
    method: string,
    request: { readonly headers: Readonly<Record<string, string>>; readonly queries: Readonly<Record<string, null>> },
    bucket: string,
    key: string,
  ): string;
}

/**
 * Query parameters that a V1 signature covers, beside all that begin with `x-oss-`. Others (prefix, marker, max-keys,
 * list-type …) are not signed. Source: OSS, "Include a V1 signature in the Authorization header", and the parameters
 * that the pages of the single operations name as sub-resources.
 */
export const subResourcesV1: ReadonlySet<string> = new Set(
  [
    'acl append asyncFetch bucketInfo callback callback-var cloudboxes cname comp continuation-token cors delete',
    'encryption endTime httpsConfig img inventory inventoryId lifecycle live location logging metaQuery objectMeta',
    'partNumber policy policyStatus position publicAccessBlock qos qosInfo referer regionList replication',
    'replicationLocation replicationProgress requestPayment resourceGroup response-cache-control',
    'response-content-disposition response-content-encoding response-content-language response-content-type',
    'response-expires responseHeader restore rtc security-token sequential startTime stat status style styleName',
    'symlink tagging transferAcceleration uploadId uploads versionId versioning versions vod website worm wormExtend',
    'wormId',
  ].flatMap((line) => line.split(' ')),
);

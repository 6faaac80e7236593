/**
 * Where a region's buckets are found. The internal one is free of traffic fees and reached from inside the region only.
 * Source: OSS, "Regions and endpoints".
 */
export const defaultEndpoint = (region: string, internal = false): string =>
  `https://oss-${region}${internal ? '-internal' : ''}.aliyuncs.com`;

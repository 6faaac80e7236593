/**
 * Where a region's buckets are found. The internal one is free of traffic fees and reached from inside the region only.
 * Source: OSS, "Regions and endpoints".
 */
export function defaultEndpoint(region: string, internal = false): string {
  return `https://oss-${region}${internal ? '-internal' : ''}.aliyuncs.com`;
}

/**
 * Limits of Baidu CFC. Each names its source. Pages are those of cloud.baidu.com/doc/CFC/s/; "SDK" is bce-sdk-go
 * services/cfc/api, and "provider" is terraform-provider-baiducloud.
 */
export const CFC_LIMITS = {
  /** Bytes of the zip. Page xjwvz450q (CreateFunction): 50 MB, and 250 MB unpacked. A dated page says 150 MB. */
  zipBytes: 50 * 1024 * 1024,
  /** Bytes of all environment variables of a function. Page xjwvz450q: 4 KB. How they are counted is unverified. */
  environmentBytes: 4096,
  /** Characters of a function's name (page xjwvz450q, provider). */
  nameLength: 64,
  /** Characters of a description (page xjwvz450q). */
  descriptionLength: 256,
  /** Seconds. SDK: DefaultMaxFunctionTimeout; provider: 1 to 300. */
  timeout: 300,
  /** MB, in steps of 128. Page xjwvz450q: 128 to 1,024. The SDK accepts up to 3,008. */
  memory: 1024,
  /** Page rkv7z3snb (asynchronous invocations): 0 to 3 retries. */
  retries: 3,
  /** Seconds. Page rkv7z3snb: an event waits for up to 24 hours. */
  maximumAge: 86_400,
  /** Unverified: no page names a limit of BOS triggers. The limit of OSS keeps their number small. */
  bosTriggers: 10,
} as const;

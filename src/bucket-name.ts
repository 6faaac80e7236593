const BUCKET_NAME = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

/** Whether a bucket can have the name: 3 to 63 lower-case letters, digits and hyphens (OSS, "Bucket naming conventions"). */
export function isBucketName(name: string): boolean {
  return BUCKET_NAME.test(name);
}

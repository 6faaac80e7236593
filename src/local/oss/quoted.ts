/** An ETag as HTTP and the XML documents of OSS write it. */
export function quoted(etag: string): string {
  return `"${etag}"`;
}

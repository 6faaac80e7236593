/** An ETag as HTTP and the XML documents of OSS write it. */
export const quoted = (etag: string): string => `"${etag}"`;

/** An answer of OSS as it came, its body read to the end. No operation that is used here answers with object data. */
export interface OssResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

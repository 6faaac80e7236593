/** A request, as an event has it. */
export interface RequestParts {
  readonly method: string;
  /** Encoded, as in a URL. */
  readonly path: string;
  /** Encoded, without the question mark. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

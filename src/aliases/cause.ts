/** What made us look at an alias. Recorded on the alias, and decisive for `onDelete: remove`. */
export type Cause =
  | { readonly kind: 'change'; readonly event: string; readonly key: string }
  | { readonly kind: 'sweep' }
  | { readonly kind: 'apply'; readonly key?: string };

/** One short line: `ObjectCreated:PutObject releases/app/1.0.0/app.tgz`, `sweep`, `apply`. */
export const causeText = (cause: Cause): string =>
  cause.kind === 'change'
    ? `${cause.event} ${cause.key}`
    : cause.kind === 'apply' && cause.key !== undefined
      ? `apply ${cause.key}`
      : cause.kind;

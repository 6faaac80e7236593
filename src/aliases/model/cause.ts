/** What happened to one object, as its event says. */
interface ObjectChange {
  readonly event: string;
  readonly key: string;
}

/** What made us look at an alias. Recorded on the alias, and decisive for `onDelete: remove`. */
export type Cause =
  // `also`: more of the same batch that bear on the alias.
  | (ObjectChange & { readonly kind: 'change'; readonly also?: readonly ObjectChange[] })
  // `byHand`: a person started it, who named no alias.
  | { readonly kind: 'sweep'; readonly byHand?: true }
  | { readonly kind: 'apply'; readonly key?: string }
  // A person names the alias and says what becomes of it.
  | { readonly kind: 'by-hand'; readonly what: 'pin' | 'unpin' | 'rollback' };

/** One short line: `ObjectCreated:PutObject releases/app/1.0.0/app.tgz`, `sweep`, `sweep by hand`, `apply`, `pin`. */
export function causeText(cause: Cause): string {
  return cause.kind === 'change'
    ? `${cause.event} ${cause.key}`
    : cause.kind === 'apply' && cause.key !== undefined
      ? `apply ${cause.key}`
      : cause.kind === 'sweep' && cause.byHand
        ? 'sweep by hand'
        : cause.kind === 'by-hand'
          ? cause.what
          : cause.kind;
}

/** One cause for an alias on which several changes of a batch bear. What is no change stands for all. */
export function joinCauses(causes: readonly [Cause, ...Cause[]]): Cause {
  const [first, ...more] = causes;
  const changes = more.filter((cause) => cause.kind === 'change');
  return first.kind === 'change' && changes.length > 0 ? { ...first, also: changes } : first;
}

/** A person lifts a pin. */
export function isUnpin(cause: Cause): boolean {
  return cause.kind === 'by-hand' && cause.what === 'unpin';
}

/** Whether it tells that an object went. */
export function reportsRemoval(cause: Cause): boolean {
  return (
    cause.kind === 'change' && [cause, ...(cause.also ?? [])].some(({ event }) => event.startsWith('ObjectRemoved'))
  );
}

/** Whether it tells that an object was created at the key. */
export function reportsUpload(cause: Cause, key: string): boolean {
  return (
    cause.kind === 'change' &&
    [cause, ...(cause.also ?? [])].some((change) => change.key === key && change.event.startsWith('ObjectCreated'))
  );
}

import { AutoaliasError } from '../../autoalias-error.ts';

/** Links public objects to the internal ones that they stand for, so that types and fields of those stay private. */
export interface Seal<Public extends object, Internal> {
  /** Returns `object`, linked to `internal`. */
  seal(object: Public, internal: Internal): Public;
  /** Throws AutoaliasError `usage` for an object that was not sealed. */
  open(object: Public): Internal;
}

/** @param origin names the function that makes such objects, for the message. */
export function createSeal<Public extends object, Internal>(origin: string): Seal<Public, Internal> {
  const internals = new WeakMap<object, Internal>();
  return {
    seal: (object, internal) => {
      internals.set(object, internal);
      return object;
    },
    open: (object) => {
      const internal = internals.get(object);
      if (internal !== undefined) return internal;
      throw new AutoaliasError(
        'usage',
        `this object does not come from ${origin}; pass the object that ${origin} returned, not a copy of it`,
      );
    },
  };
}

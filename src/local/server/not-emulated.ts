import type { Level } from './store-call.ts';

/** Something that a vendor does and the local store does not. */
export interface NotEmulated {
  readonly name: string;
  /** The level of the requests that ask for it. Default: every level. */
  readonly level?: Level;
  /** Absent: any method. */
  readonly methods?: readonly string[];
  /** Query parameters, each of which asks for it. Without `query`, `headers` and `schemes`, level and method suffice. */
  readonly query?: readonly string[];
  /** Headers, each of which asks for it. */
  readonly headers?: readonly string[];
  /** Authentication schemes of the Authorization header, each of which asks for it. */
  readonly schemes?: readonly string[];
  /** `refused`: answered with `NotImplemented`. `no effect`: accepted, as by the vendor, and ignored. */
  readonly answer: 'refused' | 'no effect';
  readonly why: string;
  readonly instead: string;
}

import type { ChangeSource } from './change.ts';
import type { RecordPlace } from './decode-object-record.ts';
import type { MalformedEvent } from './outcome.ts';

/** A record to be decoded. */
interface WrappedRecord extends RecordPlace {
  readonly kind: 'record';
  readonly value: unknown;
}

/** Something wrapped that must be read as an input of its own. */
interface WrappedPayload {
  readonly kind: 'payload';
  readonly path: string;
  readonly source: ChangeSource;
  readonly value: unknown;
}

/** One way in which events are wrapped. */
export interface EventFormat {
  /** For messages: what this looks like. */
  readonly looksLike: string;
  /** Told from the outermost fields alone, so that a damaged event is still reported as what it was meant to be. */
  readonly recognizes: (value: object) => boolean;
  /**
   * What is in it, one level down.
   * @param path where `value` stands in the input
   * @param source who sent what `value` came in, if that is known already
   */
  readonly unwrap: (
    value: object,
    path: string,
    source: ChangeSource | undefined,
  ) => readonly (WrappedRecord | WrappedPayload | MalformedEvent)[];
}

import type { Change } from './change.ts';

interface Changed {
  readonly kind: 'change';
  readonly change: Change;
}

/** An event that was understood and asks for nothing. `bucket` and `key` are given where they could be read. */
export interface SkippedEvent {
  readonly kind: 'skipped';
  /** Where in the input, `$` for the whole. */
  readonly path: string;
  readonly event: string;
  readonly bucket?: string;
  readonly key?: string;
  readonly reason: string;
}

/** Something that no source of ours sends. */
export interface MalformedEvent {
  readonly kind: 'malformed';
  /** Where in the input, `$` for the whole. */
  readonly path: string;
  /** Begins with the path: `events[3].oss.object.key: expected string, got number`. */
  readonly message: string;
}

/** What one event of the input came to. */
export type DecodedEvent = Changed | SkippedEvent | MalformedEvent;

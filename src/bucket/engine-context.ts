import type { BucketEvent } from './bucket-event.ts';
import type { BucketDialect } from './dialects/bucket-dialect.ts';
import type { Table } from './records/table.ts';
import type { UnverifiedChoices } from './unverified-choices.ts';

/** The dependencies that every operation receives, with defaults filled in. */
export interface EngineContext {
  readonly table: Table;
  readonly now: () => number;
  readonly newId: () => string;
  readonly emit: (event: BucketEvent) => void;
  readonly keep: (blobId: string) => void;
  readonly release: (blobId: string) => void;
  readonly dialect: BucketDialect;
  /** As the dialect reads them. */
  readonly choices: UnverifiedChoices;
}

/** Rounds Unix milliseconds down to a whole second, as OSS does in Last-Modified and in events. */
export function wholeSecond(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) * 1000;
}

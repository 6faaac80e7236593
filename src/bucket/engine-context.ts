import type { BucketEvent } from './bucket-event.ts';
import type { Table } from './records/table.ts';
import type { UnverifiedChoices } from './unverified-choices.ts';

/** What every operation is handed: the engine's parts, complete. */
export interface EngineContext {
  readonly table: Table;
  readonly now: () => number;
  readonly newId: () => string;
  readonly emit: (event: BucketEvent) => void;
  readonly release: (blobId: string) => void;
  readonly choices: UnverifiedChoices;
}

/** The clock as OSS tells it in Last-Modified and in events: Unix milliseconds at a whole second. */
export function wholeSecond(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) * 1000;
}

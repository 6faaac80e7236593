import type { BucketEngine, BucketEngineParts } from '../../bucket/bucket-engine.ts';
import type { BucketEvent } from '../../bucket/bucket-event.ts';
import { createBucketEngine } from '../../bucket/create-bucket-engine.ts';
import type { UnverifiedChoices } from '../../bucket/unverified-choices.ts';

export interface EventingParts extends Omit<BucketEngineParts, 'emit'> {
  /** Called during each write with the events that OSS would send in one message. */
  readonly emit: (events: readonly BucketEvent[], choices: UnverifiedChoices) => void;
}

/** Creates a bucket engine whose events follow the choices in UNVERIFIED_CHOICES with `readBy: 'events'`. */
export function createEventingEngine({ emit, ...parts }: EventingParts): BucketEngine {
  let batch: BucketEvent[] | undefined;
  const engine = createBucketEngine({
    ...parts,
    emit: (event) => (batch === undefined ? emit([event], engine.choices) : batch.push(event)),
  });
  if (engine.choices.deleteObjectsEvents === 'one-per-key') return engine;
  return {
    ...engine,
    deleteObjects: (args) => {
      const events: BucketEvent[] = [];
      batch = events;
      try {
        return engine.deleteObjects(args);
      } finally {
        batch = undefined;
        if (events.length > 0) emit(events, engine.choices);
      }
    },
  };
}

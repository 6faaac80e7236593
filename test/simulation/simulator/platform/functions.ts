import { handleObjectEvents, type ObjectEventsResult } from '../../../../src/handlers/function/handle-object-events.ts';
import { handleTimer } from '../../../../src/handlers/function/handle-timer.ts';
import type { Host } from '../../../../src/handlers/function/host.ts';
import type { SweepReport } from '../../../../src/handlers/walk/sweep.ts';

/** The deployed functions, like those in `functions/`. Tests of the simulator pass broken ones. */
export interface Functions {
  objectEvents(host: Host, event: Uint8Array, context: unknown): Promise<ObjectEventsResult>;
  timer(host: Host, event: Uint8Array, context: unknown): Promise<readonly SweepReport[]>;
}

export const SHIPPED: Functions = { objectEvents: handleObjectEvents, timer: handleTimer };

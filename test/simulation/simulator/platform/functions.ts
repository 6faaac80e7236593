import { handleObjectEvents, type ObjectEventsResult } from '../../../../src/handlers/function/handle-object-events.ts';
import { handleTimer } from '../../../../src/handlers/function/handle-timer.ts';
import type { Host } from '../../../../src/handlers/function/host.ts';
import type { SweepReport } from '../../../../src/handlers/walk/sweep.ts';

/** What is deployed, as `functions/` has it. Tests of the simulator put broken ones here. */
export interface Functions {
  objectEvents(host: Host, event: Uint8Array, context: unknown): Promise<ObjectEventsResult>;
  timer(host: Host, event: Uint8Array, context: unknown): Promise<readonly SweepReport[]>;
}

export const SHIPPED: Functions = { objectEvents: handleObjectEvents, timer: handleTimer };

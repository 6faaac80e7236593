import type { CloudState } from '../../data/open-state.ts';
import { newInvocation } from '../../queue/invocation.ts';
import type { InvocationQueue } from '../../queue/invocation-queue.ts';
import { startTimer, type TimerEvent } from '../../runtime/start-timer.ts';

/** The function of a platform that sweeps its buckets. */
export interface Sweeper {
  readonly functionName: string;
  /** The payload of a firing, as the timer of the platform sends it. */
  readonly payloadOf: (event: TimerEvent) => string;
  /** False if there is nothing to sweep. */
  readonly isNeeded: () => boolean;
}

export interface SweepParts {
  readonly state: Pick<CloudState, 'steady' | 'enqueue'> & {
    readonly group: Pick<CloudState['group'], 'run'>;
    readonly queue: Pick<InvocationQueue, 'isWaiting'>;
  };
  readonly sweepers: readonly Sweeper[];
  readonly everySeconds: number;
  readonly after: (milliseconds: number, callback: () => void) => () => void;
  readonly newId: () => string;
  /** Called with one sentence for the user. */
  readonly notice?: ((text: string) => void) | undefined;
  readonly trouble: (error: unknown) => void;
}

/** Starts one timer for each sweeper. The function it returns stops them. */
export function startSweeps(parts: SweepParts): () => void {
  const stops = parts.sweepers.map((sweeper) => startSweeper(parts, sweeper));
  return () => {
    for (const stop of stops) stop();
  };
}

/**
 * The timer invokes asynchronously, so a sweep is queued, retried and given up like an event. While a sweep waits, runs or
 * awaits a retry, no other is queued: two sweeps would do the same work and make each other repeat it.
 */
function startSweeper(parts: SweepParts, sweeper: Sweeper): () => void {
  const { state, everySeconds, after, notice, trouble } = parts;
  const { functionName, isNeeded } = sweeper;
  let isLate = false;
  const fire = async (event: TimerEvent): Promise<void> => {
    if (!isNeeded()) return;
    const wasLate = isLate;
    isLate = !(await state.group.run(() => {
      if (state.queue.isWaiting(functionName)) return false;
      enqueue(parts, sweeper, event);
      return true;
    }));
    if (isLate && !wasLate) notice?.(LATE_SWEEP);
  };
  return startTimer(
    { name: 'schedule', functionName, everySeconds, payload: '' },
    { now: Date.now, steady: state.steady, after, fire: (_, event) => void fire(event).catch(trouble) },
  );
}

const LATE_SWEEP = 'a sweep is due, but the one before has not ended; the timer starts no other until then';

/** Queues a sweep by each sweeper that has something to sweep. Within a transaction. */
export function enqueueSweeps(parts: Pick<SweepParts, 'state' | 'sweepers' | 'newId'>, event: TimerEvent): void {
  for (const sweeper of parts.sweepers) if (sweeper.isNeeded()) enqueue(parts, sweeper, event);
}

function enqueue(
  { state, newId }: Pick<SweepParts, 'state' | 'newId'>,
  { functionName, payloadOf }: Sweeper,
  event: TimerEvent,
): void {
  state.enqueue(
    newInvocation({
      id: newId(),
      functionName,
      payload: payloadOf(event),
      trigger: event.triggerName,
      eventName: 'Timer',
      key: '',
      acceptedAt: state.steady(),
    }),
  );
}

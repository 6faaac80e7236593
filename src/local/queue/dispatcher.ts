import { messageOf } from '../../error-text.ts';
import type { Delivery, Invocation } from './invocation.ts';
import type { InvocationQueue, Ready } from './invocation-queue.ts';
import { type Batch, ReadAhead } from './read-ahead.ts';
import { type Attempt, expiry, type NextStep, nextStep, type RetryPolicy } from './retry-policy.ts';

export interface DispatcherParts {
  readonly queue: InvocationQueue;
  /** Runs `work` in one transaction of the queue's table. */
  readonly commit: <T>(work: () => T) => Promise<T>;
  /** One attempt, for one event or several merged ones. An exception counts as a system error. */
  readonly attempt: (invocations: readonly [Invocation, ...Invocation[]]) => Promise<Attempt>;
  /** How an invocation is retried. */
  readonly policyOf: (invocation: Pick<Invocation, 'functionName' | 'retriedBy'>) => RetryPolicy;
  /** Most concurrent attempts per function. */
  readonly parallel: number;
  /** Unix milliseconds, for reports and dead letters. */
  readonly now: () => number;
  /** Unix milliseconds that are never set back (steady-clock.ts): for due times, ages and durations. */
  readonly steady: () => number;
  /** Calls back once after so many milliseconds, unless the function it returns was called before. */
  readonly after: (milliseconds: number, callback: () => void) => () => void;
  /** If present, delivery is in random order. */
  readonly random?: () => number;
  /** Called in the transaction that stores the outcome of a try, or the end of an invocation that was not tried. */
  readonly settled?: (invocation: Invocation, step: NextStep, wasTried: boolean) => void;
  readonly report: (delivery: Delivery) => void;
  /** The storage failed; the dispatcher tries again. */
  readonly trouble: (error: unknown) => void;
}

const STORAGE_RETRY_DELAY = 1000;

/**
 * Delivers each invocation in the queue at least once, in no guaranteed order. Each function has its own concurrency, and
 * its lanes take turns, so a slow function or a long lane does not delay others.
 */
export class Dispatcher {
  readonly #parts: DispatcherParts;
  readonly #started: number;
  readonly #readAhead: ReadAhead;
  readonly #flying = new Set<Promise<void>>();
  readonly #flyingOf = new Map<string, number>();
  #pumping: Promise<void> | undefined;
  #woken = false;
  #closed = false;
  #cancelTimer: (() => void) | undefined;

  constructor(parts: DispatcherParts) {
    this.#parts = parts;
    this.#started = parts.steady();
    const { queue, random, policyOf } = parts;
    this.#readAhead = new ReadAhead({
      queue,
      // An event that failed is retried alone, so that it cannot make others fail or use up their retries. EventBridge
      // delivers the same batch again.
      mayMerge: (invocation) =>
        invocation.batch !== undefined ||
        (invocation.functionErrors === 0 && policyOf(invocation).maxAsyncRetryAttempts > 0),
      ...(random && { random }),
    });
  }

  /** Starts delivery after something was committed to the queue, or after it was opened. */
  wake(): void {
    this.#woken = true;
    if (this.#pumping || this.#closed) return;
    this.#pumping = this.#pump()
      .catch((error: unknown) => {
        this.#parts.trouble(error);
        this.#wakeAfter(STORAGE_RETRY_DELAY);
      })
      .finally(() => {
        this.#pumping = undefined;
        if (this.#woken) this.wake();
      });
  }

  /** Number of attempts that run now. */
  get inFlight(): number {
    return this.#flying.size;
  }

  /** Starts no more attempts, and waits for running ones. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelTimer?.();
    // The storage may be closed after this, so nothing may be reading.
    await this.#pumping;
    await Promise.all(this.#flying);
  }

  async #pump(): Promise<void> {
    this.#woken = false;
    const due = await this.#promote();
    while (!this.#closed) {
      this.#readAhead.read();
      const now = this.#parts.steady();
      const batch = this.#readAhead.take((name) => this.#flyingFor(name) < this.#parts.parallel, now);
      if (batch === undefined) {
        const times = [due, this.#readAhead.nextClosing(now)].filter((time) => time !== undefined);
        if (times.length > 0) this.#wakeAfter(Math.min(...times) - now);
        return;
      }
      this.#start(batch);
    }
  }

  /** Makes due invocations ready. Returns when the next one is due. Writes nothing if none is due. */
  async #promote(): Promise<number | undefined> {
    const { queue, commit, steady } = this.#parts;
    let due = queue.nextDue();
    if (due !== undefined && due <= steady()) {
      due = await commit(() => {
        queue.promote(steady());
        return queue.nextDue();
      });
    }
    return due;
  }

  #flyingFor(functionName: string): number {
    return this.#flyingOf.get(functionName) ?? 0;
  }

  #wakeAfter(milliseconds: number): void {
    this.#cancelTimer?.();
    // A timer takes at most 2^31-1 ms; a longer wait just looks once in between.
    const wait = Math.min(Math.max(milliseconds, 0), 2 ** 31 - 1);
    this.#cancelTimer = this.#closed ? undefined : this.#parts.after(wait, () => this.wake());
  }

  #start(batch: Batch): void {
    const { functionName } = batch[0].invocation;
    this.#flyingOf.set(functionName, this.#flyingFor(functionName) + 1);
    const flight: Promise<void> = this.#deliver(batch).finally(() => {
      this.#flyingOf.set(functionName, this.#flyingFor(functionName) - 1);
      this.#flying.delete(flight);
      this.wake();
    });
    this.#flying.add(flight);
  }

  async #deliver(batch: Batch): Promise<void> {
    const started = this.#parts.steady();
    const policy = this.#parts.policyOf(batch[0].invocation);
    const tries = batch.map((ready) => {
      const invocation = this.#aged(ready.invocation, started);
      return { ready, invocation, tooOld: expiry(invocation, started, policy) };
    });
    const [first, ...others] = tries.filter(({ tooOld }) => tooOld === undefined).map(({ invocation }) => invocation);
    const attempt = first === undefined ? undefined : await this.#try([first, ...others]);
    // An attempt that the shutdown interrupted did not fail. Its events stay in the queue for the next start.
    if (this.#closed && attempt && attempt.kind !== 'succeeded') return;
    const ended = this.#parts.steady();
    const outcomes = tries.map(
      ({ ready, invocation, tooOld }): Tried => ({
        ready,
        invocation,
        wasTried: tooOld === undefined,
        step:
          tooOld === undefined && attempt !== undefined
            ? nextStep(sameBatch(invocation, first), attempt, ended, policy)
            : { next: 'dead', reason: `${tooOld}: not tried again`, invocation },
      }),
    );
    await this.#settle(outcomes);
    const merged = { requestId: first?.id, events: others.length + 1, milliseconds: ended - started };
    for (const outcome of outcomes) this.#parts.report(deliveryOf(outcome, merged, this.#parts.now()));
  }

  /**
   * Invocations do not age while the local cloud is stopped, because a laptop can be off for days. An acceptance time in the
   * future comes from a clock that was set back since.
   */
  #aged(invocation: Invocation, now: number): Invocation {
    const { acceptedAt } = invocation;
    return { ...invocation, acceptedAt: acceptedAt > now ? this.#started : Math.max(acceptedAt, this.#started) };
  }

  async #try(invocations: readonly [Invocation, ...Invocation[]]): Promise<Attempt> {
    try {
      return await this.#parts.attempt(invocations);
    } catch (error) {
      return { kind: 'system-error', message: messageOf(error) };
    }
  }

  /** Retries until the outcome is stored. Otherwise the events would be delivered again at the next start. */
  async #settle(outcomes: readonly Tried[]): Promise<void> {
    const { queue, commit, now, settled } = this.#parts;
    for (;;) {
      try {
        return await commit(() => {
          for (const { ready, invocation, step, wasTried } of outcomes) {
            queue.settle(ready, step, now());
            settled?.(invocation, step, wasTried);
          }
        });
      } catch (error) {
        this.#parts.trouble(error);
        if (this.#closed) return;
        await new Promise<void>((resolve) => this.#parts.after(STORAGE_RETRY_DELAY, resolve));
      }
    }
  }
}

/** An invocation whose next try joins only those of its present batch. */
function sameBatch(invocation: Invocation, first: Invocation | undefined): Invocation {
  return invocation.batch === undefined || first === undefined
    ? invocation
    : { ...invocation, group: `batch ${first.id}` };
}

interface Tried {
  readonly ready: Ready;
  readonly invocation: Invocation;
  readonly wasTried: boolean;
  readonly step: NextStep;
}

interface Merged {
  readonly requestId: string | undefined;
  readonly events: number;
  readonly milliseconds: number;
}

const OUTCOMES = { done: 'succeeded', retry: 'to-be-retried', dead: 'dead' } as const;

function deliveryOf({ invocation, step, wasTried }: Tried, merged: Merged, now: number): Delivery {
  return {
    time: now,
    requestId: (wasTried ? merged.requestId : undefined) ?? invocation.id,
    functionName: invocation.functionName,
    trigger: invocation.trigger,
    eventName: invocation.eventName,
    key: invocation.key,
    attempt: invocation.functionErrors + invocation.systemErrors + 1,
    ...(wasTried && merged.events > 1 ? { mergedEvents: merged.events } : {}),
    outcome: OUTCOMES[step.next],
    ...(step.next === 'retry' ? { error: step.error } : {}),
    ...(step.next === 'dead' ? { error: step.reason } : {}),
    milliseconds: wasTried ? merged.milliseconds : 0,
  };
}

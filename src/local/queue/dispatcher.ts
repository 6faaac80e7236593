import type { Delivery } from './delivery.ts';
import type { Invocation } from './invocation.ts';
import type { InvocationQueue, Ready } from './invocation-queue.ts';
import { type Attempt, expiry, type NextStep, nextStep, type RetryPolicy } from './retry-policy.ts';
import { shuffled } from './shuffled.ts';

export interface DispatcherParts {
  readonly queue: InvocationQueue;
  /** Runs `work` in one transaction of the queue's table. */
  readonly commit: <T>(work: () => T) => Promise<T>;
  /** One try. What it throws is a system error. */
  readonly attempt: (invocation: Invocation) => Promise<Attempt>;
  /** How the function's invocations are retried. */
  readonly policyOf: (functionName: string) => RetryPolicy;
  /** Most tries at once. */
  readonly parallel: number;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Calls back once after so many milliseconds, unless the function it returns was called before. */
  readonly after: (milliseconds: number, callback: () => void) => () => void;
  /** Present: deliver in an order of chance. */
  readonly random?: () => number;
  readonly report: (delivery: Delivery) => void;
  /** The storage failed; the dispatcher tries again. */
  readonly trouble: (error: unknown) => void;
}

/** Invocations read from the table at once. */
const BATCH = 128;
const STORAGE_RETRY_DELAY = 1000;

/** Delivers what the queue holds, at least once each, in no promised order. */
export class Dispatcher {
  readonly #parts: DispatcherParts;
  readonly #flying = new Set<Promise<void>>();
  #buffer: Ready[] = [];
  #lastRead = '';
  #pumping: Promise<void> | undefined;
  #woken = false;
  #closed = false;
  #cancelTimer: (() => void) | undefined;

  constructor(parts: DispatcherParts) {
    this.#parts = parts;
  }

  /** Tells it to look: something was committed to the queue, or it was just opened. */
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
        if (this.#woken && !this.#isFull()) this.wake();
      });
  }

  /** How many tries run now. */
  get inFlight(): number {
    return this.#flying.size;
  }

  /** Starts nothing more, and waits for what runs. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelTimer?.();
    // The storage may be closed after this, so nothing may be reading.
    await this.#pumping;
    await Promise.all(this.#flying);
  }

  async #pump(): Promise<void> {
    while (!this.#closed && !this.#isFull()) {
      const ready = this.#buffer.shift() ?? (await this.#fill());
      if (!ready || this.#closed) return;
      this.#start(ready);
    }
  }

  #isFull(): boolean {
    return this.#flying.size >= this.#parts.parallel;
  }

  /** Reads on from where it stopped reading; what lies before is being tried, or was settled. */
  async #fill(): Promise<Ready | undefined> {
    const { queue, commit, now, random } = this.#parts;
    this.#woken = false;
    const { batch, due } = await commit(() => {
      queue.promote(now());
      return { batch: queue.ready(this.#lastRead, BATCH), due: queue.nextDue() };
    });
    this.#lastRead = batch.at(-1)?.at ?? this.#lastRead;
    if (due !== undefined) this.#wakeAfter(due - now());
    this.#buffer = random ? shuffled(batch, random) : [...batch];
    return this.#buffer.shift();
  }

  #wakeAfter(milliseconds: number): void {
    this.#cancelTimer?.();
    // A timer takes at most 2^31-1 ms; a longer wait just looks once in between.
    const wait = Math.min(Math.max(milliseconds, 0), 2 ** 31 - 1);
    this.#cancelTimer = this.#closed ? undefined : this.#parts.after(wait, () => this.wake());
  }

  #start(ready: Ready): void {
    const flight: Promise<void> = this.#deliver(ready).finally(() => {
      this.#flying.delete(flight);
      this.wake();
    });
    this.#flying.add(flight);
  }

  async #deliver(ready: Ready): Promise<void> {
    const { now, policyOf } = this.#parts;
    const { invocation } = ready;
    const policy = policyOf(invocation.functionName);
    const started = now();
    const tooOld = expiry(invocation, started, policy);
    const attempt = tooOld === undefined ? await this.#try(invocation) : undefined;
    // What was cut short by the end of the local cloud did not fail: it stays where it is for the next start.
    if (this.#closed && attempt && attempt.kind !== 'succeeded') return;
    const ended = now();
    const step: NextStep = attempt
      ? nextStep(invocation, attempt, ended, policy)
      : { next: 'dead', reason: `${tooOld}: not tried again`, invocation };
    await this.#settle(ready, step, ended);
    this.#parts.report(deliveryOf(invocation, step, started, ended));
  }

  async #try(invocation: Invocation): Promise<Attempt> {
    try {
      return await this.#parts.attempt(invocation);
    } catch (error) {
      return { kind: 'system-error', message: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Until the storage takes it: an outcome that is forgotten would be delivered again at the next start. */
  async #settle(ready: Ready, step: NextStep, now: number): Promise<void> {
    for (;;) {
      try {
        return await this.#parts.commit(() => this.#parts.queue.settle(ready, step, now));
      } catch (error) {
        this.#parts.trouble(error);
        if (this.#closed) return;
        await new Promise<void>((resolve) => this.#parts.after(STORAGE_RETRY_DELAY, resolve));
      }
    }
  }
}

const OUTCOMES = { done: 'succeeded', retry: 'to-be-retried', dead: 'dead' } as const;

const deliveryOf = (invocation: Invocation, step: NextStep, started: number, ended: number): Delivery => ({
  time: ended,
  requestId: invocation.id,
  functionName: invocation.functionName,
  trigger: invocation.trigger,
  eventName: invocation.eventName,
  key: invocation.key,
  attempt: invocation.functionErrors + invocation.systemErrors + 1,
  outcome: OUTCOMES[step.next],
  ...(step.next === 'retry' ? { error: step.error } : {}),
  ...(step.next === 'dead' ? { error: step.reason } : {}),
  milliseconds: ended - started,
});

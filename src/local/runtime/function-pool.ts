import type { RunContext } from './cfc/cfc-run.ts';
import { FunctionUnavailable } from './function-error.ts';
import type { FunctionInstance, InstanceOutcome } from './function-instance.ts';

export interface PoolOptions {
  readonly functionName: string;
  readonly start: () => FunctionInstance;
  /** Most instances at once. */
  readonly instances: number;
  /** Most invocations that wait for an instance. More are refused with 429. */
  readonly waiting: number;
}

/** The context of an instance's `preStop` hook, and the receiver of its output. */
export interface Stop {
  readonly context: RunContext;
  readonly print: (text: string) => void;
}

/** An outdated instance that runs its last invocation or is stopping. */
interface Leaving {
  readonly givenBack: () => void;
  readonly gone: Promise<void>;
}

/**
 * The instances of one function. Each runs one invocation at a time, because `instanceConcurrency` is 1 for built-in
 * runtimes. An instance that ended is replaced when the next invocation needs one.
 */
export class FunctionPool {
  readonly #options: PoolOptions;
  readonly #idle: FunctionInstance[] = [];
  readonly #all = new Set<FunctionInstance>();
  readonly #leaving = new Map<FunctionInstance, Leaving>();
  readonly #waiting: ((instance: FunctionInstance | Promise<FunctionInstance>) => void)[] = [];
  #startInstance: () => FunctionInstance;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#startInstance = options.start;
  }

  /** `started` is called when an instance takes the invocation. Rejects only with {@link FunctionUnavailable}. */
  async invoke(
    event: Uint8Array,
    context: RunContext,
    print: (text: string) => void,
    started: () => void,
  ): Promise<InstanceOutcome> {
    const instance = await this.#take();
    started();
    const outcome = await instance.invoke(event, context, print);
    this.#giveBack(instance);
    return outcome;
  }

  /** Ends all instances at once, even during invocations, and returns their number. New ones start when needed. */
  kill(): number {
    const alive = [...this.#all].filter((instance) => instance.isAlive);
    for (const instance of alive) instance.kill();
    return alive.length;
  }

  /**
   * Changes how instances are started. Idle instances end now, busy ones after their current invocation. The promise is
   * fulfilled once all have ended. Outdated instances do not count towards the limit, so no invocation waits for them.
   */
  async renew(start: () => FunctionInstance, stop: Stop): Promise<void> {
    this.#startInstance = start;
    const idle = new Set(this.#idle.splice(0));
    const ends = [...this.#all].map(
      (instance) => this.#leaving.get(instance)?.gone ?? this.#leave(instance, idle.has(instance), stop),
    );
    for (let place = 0; place < this.#options.instances; place++) this.#startForNext();
    await Promise.all(ends);
  }

  /** Ends all instances. Running invocations end as crashed, waiting ones are refused. */
  async stop({ context, print }: Stop): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#all].map((instance) => instance.stop(context, print)));
    this.#all.clear();
  }

  #take(): FunctionInstance | Promise<FunctionInstance> {
    // The most recently used instance is the warmest.
    const idle = this.#idle.pop();
    if (idle?.isAlive) return idle;
    if (idle) {
      this.#all.delete(idle);
      return this.#take();
    }
    if (this.#all.size - this.#leaving.size < this.#options.instances) return this.#start();
    if (this.#waiting.length >= this.#options.waiting) {
      throw new FunctionUnavailable(
        429,
        `function ${this.#options.functionName}: ${this.#waiting.length} invocations wait for one of its ` +
          `${this.#options.instances} instances; try again later`,
      );
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #start(): FunctionInstance {
    const name = this.#options.functionName;
    if (this.#closed) throw new FunctionUnavailable(503, `function ${name}: the local cloud is stopping`);
    try {
      const instance = this.#startInstance();
      this.#all.add(instance);
      return instance;
    } catch (cause) {
      throw new FunctionUnavailable(503, `function ${name}: no instance could be started: ${String(cause)}`, { cause });
    }
  }

  #leave(instance: FunctionInstance, isIdle: boolean, { context, print }: Stop): Promise<void> {
    let givenBack = (): void => {};
    const isFree = new Promise<void>((resolve) => {
      givenBack = resolve;
    });
    if (isIdle) givenBack();
    const gone = isFree
      .then(() => instance.stop(context, print))
      .finally(() => {
        this.#leaving.delete(instance);
        this.#all.delete(instance);
      });
    this.#leaving.set(instance, { givenBack, gone });
    return gone;
  }

  #giveBack(instance: FunctionInstance): void {
    const leaving = this.#leaving.get(instance);
    if (leaving) {
      leaving.givenBack();
    } else if (instance.isAlive) {
      const next = this.#waiting.shift();
      if (next) next(instance);
      else this.#idle.push(instance);
    } else {
      this.#all.delete(instance);
      this.#startForNext();
    }
  }

  /**
   * Starts an instance for the invocation that has waited longest. If that fails, the invocation fails, and the next one is
   * tried. Otherwise it would wait forever if no instance is left that could become idle.
   */
  #startForNext(): void {
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      try {
        next(this.#start());
        return;
      } catch (error) {
        next(Promise.reject(error));
      }
    }
  }
}

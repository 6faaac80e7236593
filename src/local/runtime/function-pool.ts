import type { Context } from './context.ts';
import type { FunctionInstance, InstanceOutcome } from './function-instance.ts';
import { FunctionUnavailable } from './function-unavailable.ts';

export interface PoolOptions {
  readonly functionName: string;
  readonly start: () => FunctionInstance;
  /** Most instances at once. */
  readonly instances: number;
  /** Most invocations that may wait for an instance; more are refused with 429. */
  readonly waiting: number;
}

/**
 * The instances of one function. Each takes one invocation at a time, as `instanceConcurrency` is fixed at 1 for
 * built-in runtimes; an instance that ended is replaced when it is next needed.
 */
export class FunctionPool {
  readonly #options: PoolOptions;
  readonly #idle: FunctionInstance[] = [];
  readonly #all = new Set<FunctionInstance>();
  readonly #waiting: ((instance: FunctionInstance | Promise<FunctionInstance>) => void)[] = [];
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** `started` is called when an instance takes the invocation. Rejects only with {@link FunctionUnavailable}. */
  async invoke(
    event: Uint8Array,
    context: Context,
    print: (text: string) => void,
    started: () => void,
  ): Promise<InstanceOutcome> {
    const instance = await this.#take();
    started();
    const outcome = await instance.invoke(event, context, print);
    this.#giveBack(instance);
    return outcome;
  }

  /** Ends all instances in the middle of what they do, and says how many there were. New ones start when needed. */
  kill(): number {
    const alive = [...this.#all].filter((instance) => instance.isAlive);
    for (const instance of alive) instance.kill();
    return alive.length;
  }

  /** Ends all instances; what runs in them ends as crashed, what waits is refused. */
  async stop(context: Context, print: (text: string) => void): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#all].map((instance) => instance.stop(context, print)));
    this.#all.clear();
  }

  #take(): FunctionInstance | Promise<FunctionInstance> {
    // The last one that was used is the warmest.
    const idle = this.#idle.pop();
    if (idle?.isAlive) return idle;
    if (idle) {
      this.#all.delete(idle);
      return this.#take();
    }
    if (this.#all.size < this.#options.instances) return this.#start();
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
      const instance = this.#options.start();
      this.#all.add(instance);
      return instance;
    } catch (cause) {
      throw new FunctionUnavailable(503, `function ${name}: no instance could be started: ${String(cause)}`, { cause });
    }
  }

  #giveBack(instance: FunctionInstance): void {
    if (!instance.isAlive) this.#all.delete(instance);
    const next = this.#waiting.shift();
    if (!next) {
      if (instance.isAlive) this.#idle.push(instance);
      return;
    }
    if (instance.isAlive) next(instance);
    else next(Promise.resolve().then(() => this.#start()));
  }
}

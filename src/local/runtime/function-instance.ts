import { Worker } from 'node:worker_threads';
import { isCfcRun, type RunContext } from './cfc/cfc-run.ts';
import { type FunctionError, functionErrorOf } from './function-error.ts';
import type { FcErrorType, FromInstance, InstanceData, ToInstance } from './instance-message.ts';

/** How an invocation ended inside an instance. */
export type InstanceOutcome =
  | { readonly ok: true; readonly body: Uint8Array }
  | { readonly ok: false; readonly fcErrorType: FcErrorType; readonly error: FunctionError };

export interface InstanceOptions {
  readonly workerFile: URL;
  readonly data: InstanceData;
  readonly environment: Readonly<Record<string, string>>;
  /** Megabytes of heap. */
  readonly memory: number;
}

interface Running {
  readonly print: (text: string) => void;
  readonly end: (outcome: InstanceOutcome) => void;
  readonly timeout: number;
  deadline: NodeJS.Timeout;
}

/** Longest run time of the hooks (Function Compute, "Limits"): initializer 300 s, PreStop 90 s. */
const INITIALIZER_SECONDS = 300;
const PRE_STOP_SECONDS = 90;

/** One running instance of a function: a worker thread that answers one invocation at a time. */
export class FunctionInstance {
  readonly #worker: Worker;
  #alive = true;
  #initialized = false;
  #running: Running | undefined;
  #crash: unknown;
  #stopped: (() => void) | undefined;
  #print: ((text: string) => void) | undefined;

  /** Starts the thread. The bundle is loaded with the first invocation, which fails if the bundle cannot be loaded. */
  constructor(options: InstanceOptions) {
    this.#worker = new Worker(options.workerFile, {
      workerData: options.data,
      env: { ...options.environment },
      resourceLimits: { maxOldGenerationSizeMb: options.memory },
    });
    this.#worker.on('message', (message: FromInstance) => this.#hear(message));
    this.#worker.on('error', (error) => {
      this.#crash = error;
    });
    this.#worker.on('exit', (code) => {
      this.#alive = false;
      this.#stopped?.();
      this.#finish(unhandled('ProcessExited', `the instance exited with code ${code}`, this.#crash));
    });
  }

  /** False after it crashed, timed out, failed to initialize or was stopped. It then accepts no invocations. */
  get isAlive(): boolean {
    return this.#alive;
  }

  /** Never rejects. A crash or a timeout is an outcome, and ends the instance. */
  invoke(event: Uint8Array, context: RunContext, print: (text: string) => void): Promise<InstanceOutcome> {
    return new Promise((resolve) => {
      const timeout = isCfcRun(context) ? context.timeout : context.function.timeout;
      const deadline = this.#initialized
        ? this.#deadline(timeout, 'Function timed out')
        : this.#deadline(INITIALIZER_SECONDS, 'Function initializer timed out');
      this.#running = { print, timeout, deadline, end: resolve };
      if (this.#alive) this.#post({ kind: 'invoke', event, context });
      else this.#finish(unhandled('ProcessExited', 'the instance has ended', this.#crash));
    });
  }

  /** Runs the `preStop` hook if there is one and the instance is idle, then ends the thread. */
  async stop(context: RunContext, print: (text: string) => void): Promise<void> {
    this.#print = print;
    if (this.#alive && this.#initialized && !this.#running) {
      await new Promise<void>((resolve) => {
        const deadline = setTimeout(resolve, PRE_STOP_SECONDS * 1000);
        this.#stopped = () => {
          clearTimeout(deadline);
          resolve();
        };
        this.#post({ kind: 'stop', context });
      });
    }
    this.#alive = false;
    await this.#worker.terminate();
  }

  /** Ends the thread at once, even during an invocation, as a platform may do. */
  kill(): void {
    void this.#worker.terminate();
  }

  #hear(message: FromInstance): void {
    switch (message.kind) {
      case 'printed':
        (this.#running?.print ?? this.#print)?.(message.text);
        break;
      case 'initialized':
        this.#startClock();
        break;
      case 'returned':
        this.#finish({ ok: true, body: message.body });
        break;
      case 'failed':
        this.#finish({ ok: false, fcErrorType: 'HandledInvocationError', error: message.error });
        break;
      case 'unusable':
        this.#kill({ ok: false, fcErrorType: 'InitializationError', error: message.error });
        break;
      case 'stopped':
        this.#stopped?.();
        break;
    }
  }

  /** The initializer has its own time limit. The time of the invocation starts after it. */
  #startClock(): void {
    this.#initialized = true;
    if (!this.#running) return;
    clearTimeout(this.#running.deadline);
    this.#running.deadline = this.#deadline(this.#running.timeout, 'Function timed out');
  }

  #deadline(seconds: number, what: string): NodeJS.Timeout {
    return setTimeout(
      () => this.#kill(unhandled('FunctionTimeoutError', `${what} after ${seconds} seconds`)),
      seconds * 1000,
    );
  }

  #kill(outcome: InstanceOutcome): void {
    this.#alive = false;
    this.#finish(outcome);
    // The thread ends asynchronously. Nothing waits for it or sends to it any more.
    void this.#worker.terminate();
  }

  #finish(outcome: InstanceOutcome): void {
    const running = this.#running;
    if (!running) return;
    this.#running = undefined;
    clearTimeout(running.deadline);
    running.end(outcome);
  }

  #post(message: ToInstance): void {
    this.#worker.postMessage(message);
  }
}

function unhandled(errorType: string, errorMessage: string, crash?: unknown): InstanceOutcome {
  return {
    ok: false,
    fcErrorType: 'UnhandledInvocationError',
    error: crash === undefined ? { errorType, errorMessage, stackTrace: [] } : functionErrorOf(crash),
  };
}

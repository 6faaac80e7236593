import type { Credentials } from '../../../oss-wire/credentials.ts';
import type { AsyncConfigs } from '../../cloud/async-configs.ts';
import type { Invocation } from '../../queue/invocation.ts';
import type { TaskBook } from '../../queue/task-book.ts';
import type { FunctionConfig } from '../../runtime/function-config.ts';
import type { FunctionRuntime } from '../../runtime/function-runtime.ts';
import type { EventDelivery } from '../../triggers/event-path.ts';
import type { Trigger } from '../../triggers/trigger.ts';

/** The parts of the local cloud that the API of Function Compute uses. */
export interface FcParts {
  readonly runtime: Pick<FunctionRuntime, 'invoke'>;
  /** The functions, as they are configured now. */
  readonly functions: () => readonly FunctionConfig[];
  readonly asyncConfigs: AsyncConfigs;
  /**
   * Adds to the queue of asynchronous invocations, and resolves when it is stored. Resolves with false, and adds nothing, if
   * the function has a task with this id. With `due`, the invocation waits until then, by the clock of the queue.
   */
  readonly enqueue: (invocation: Invocation, due?: number) => Promise<boolean>;
  readonly tasks: Pick<TaskBook, 'get' | 'list'> & {
    /** As in TaskBook, once it is stored. */
    stop(functionName: string, taskId: string): Promise<boolean | undefined>;
  };
  readonly delivery: EventDelivery;
  /** The OSS triggers of the buckets with aliases. */
  readonly triggers: () => readonly Trigger[];
  /** The buckets with aliases. */
  readonly buckets: readonly string[];
  readonly sweepSeconds: number;
  readonly account: {
    readonly accountId: string;
    readonly region: string;
    /** Those of the store, with which requests are signed. */
    readonly credentials: Credentials;
  };
  /** When the local cloud started, in Unix milliseconds. */
  readonly startedAt: number;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** The clock of the queue. */
  readonly steady: () => number;
  readonly newId: () => string;
}

import type { Table } from '../../bucket/records/table.ts';
import type { Invocation } from './invocation.ts';
import type { NextStep } from './retry-policy.ts';

/** The states of an asynchronous task (Function Compute, "AsyncTask"). */
export type TaskStatus =
  | 'Enqueued'
  | 'Running'
  | 'Retrying'
  | 'Succeeded'
  | 'Failed'
  | 'Expired'
  | 'Stopping'
  | 'Stopped';

interface TaskEvent {
  readonly status: TaskStatus;
  /** Unix milliseconds. */
  readonly time: number;
  readonly error?: string;
}

/** An asynchronous invocation of a function with tasks. */
export interface Task {
  readonly taskId: string;
  readonly functionName: string;
  readonly requestId: string;
  readonly payload: string;
  readonly status: TaskStatus;
  readonly retries: number;
  /** How the task came to its status, oldest first. */
  readonly events: readonly TaskEvent[];
}

/**
 * The tasks of all functions. Unlike other invocations, a task has an id that cannot be used twice, and a state that can be
 * read after it has ended. The methods that write are called within a transaction of the table.
 */
export interface TaskBook {
  /** Records a task of an invocation with a `taskId`. False if the function has such a task. */
  add(invocation: Invocation, now: number): boolean;
  get(functionName: string, taskId: string): Task | undefined;
  /** In the order of the ids. */
  list(functionName: string): readonly Task[];
  /** Records the outcome of a try. */
  settle(invocation: Invocation, step: NextStep, wasTried: boolean, now: number): void;
  /**
   * Starts no further try of a task. A running try continues to its end. Returns undefined if there is no such task, and
   * false if it has ended.
   */
  stop(functionName: string, taskId: string, now: number): boolean | undefined;
  /** Runs a try of an invocation, unless it belongs to a task that was stopped. */
  run<T>(invocation: Invocation, attempt: () => Promise<T>, stopped: T): Promise<T>;
  /** Forgets tasks that ended before `time`. */
  prune(time: number): void;
  /** Whether `prune` has anything to do. */
  mayPrune(time: number): boolean;
}

/** Function Compute shows tasks for seven days ("Asynchronous tasks"). */
export const TASK_DAYS = 7;

const ROOT = 'tasks/';
/** The smallest text after every text that begins with the root. */
const AFTER_ROOT = 'tasks0';
const ENDED: ReadonlySet<TaskStatus> = new Set(['Succeeded', 'Failed', 'Expired', 'Stopped']);

export function createTaskBook(table: Table): TaskBook {
  // Lost at a restart, after which the queue starts the try again.
  const running = new Set<string>();
  const keyOf = (functionName: string, taskId: string): string => `${ROOT}${functionName}/${taskId}`;
  const stored = (key: string): Task | undefined => table.get(key) as Task | undefined;
  const shown = (task: Task): Task =>
    running.has(task.requestId) && !ENDED.has(task.status) && task.status !== 'Stopping'
      ? { ...task, status: 'Running' }
      : task;
  const move = (task: Task, event: TaskEvent, retries = task.retries): void =>
    table.put(keyOf(task.functionName, task.taskId), {
      ...task,
      status: event.status,
      retries,
      events: [...task.events, event],
    });
  const taskOf = ({ functionName, taskId }: Invocation): Task | undefined =>
    taskId === undefined ? undefined : stored(keyOf(functionName, taskId));
  const endedBefore = (time: number): readonly string[] =>
    table.range({ from: ROOT, to: AFTER_ROOT }).flatMap(([key, value]) => {
      const { status, events } = value as Task;
      return ENDED.has(status) && (events.at(-1)?.time ?? 0) < time ? [key] : [];
    });
  return {
    add: ({ id, functionName, payload, taskId = id }, now) => {
      const key = keyOf(functionName, taskId);
      if (stored(key) !== undefined) return false;
      const task: Task = {
        ...{ taskId, functionName, requestId: id, payload, status: 'Enqueued', retries: 0 },
        events: [{ status: 'Enqueued', time: now }],
      };
      table.put(key, task);
      return true;
    },
    get: (functionName, taskId) => {
      const task = stored(keyOf(functionName, taskId));
      return task && shown(task);
    },
    list: (functionName) =>
      table
        .range({ from: `${ROOT}${functionName}/`, to: `${ROOT}${functionName}0` })
        .map(([, value]) => shown(value as Task)),
    settle: (invocation, step, wasTried, now) => {
      const task = taskOf(invocation);
      // With duplicate deliveries, a task can end twice.
      if (task === undefined || task.status === 'Stopped' || task.status === 'Succeeded') return;
      if (task.status === 'Stopping') return move(task, { status: 'Stopped', time: now });
      if (step.next === 'done') return move(task, { status: 'Succeeded', time: now });
      if (step.next === 'dead') {
        return move(task, { status: wasTried ? 'Failed' : 'Expired', time: now, error: step.reason });
      }
      move(task, { status: 'Retrying', time: now, error: step.error }, task.retries + 1);
    },
    stop: (functionName, taskId, now) => {
      const task = stored(keyOf(functionName, taskId));
      if (task === undefined) return undefined;
      if (ENDED.has(task.status)) return false;
      move(task, { status: running.has(task.requestId) ? 'Stopping' : 'Stopped', time: now });
      return true;
    },
    run: async (invocation, attempt, stopped) => {
      const task = taskOf(invocation);
      if (task === undefined) return attempt();
      if (task.status === 'Stopped' || task.status === 'Stopping') return stopped;
      running.add(task.requestId);
      try {
        return await attempt();
      } finally {
        running.delete(task.requestId);
      }
    },
    prune: (time) => {
      for (const key of endedBefore(time)) table.remove(key);
    },
    mayPrune: (time) => endedBefore(time).length > 0,
  };
}

/** Simulated time, which passes only when something happens. Work runs one by one, the earliest first. */
export interface EventLoop {
  /** Milliseconds. */
  now(): number;
  /**
   * Runs `work` after a number of milliseconds. The loop does not wait for background work: it is at rest when no other
   * work is left.
   */
  post(after: number, work: () => void, where?: 'background'): void;
  /** Runs the next work. Returns false at rest. */
  step(): boolean;
  /** Runs the next work, including background work. Returns false when none is left. */
  stepAnything(): boolean;
}

interface Task {
  readonly due: number;
  readonly number: number;
  readonly work: () => void;
  readonly background: boolean;
}

export function createEventLoop(start: number): EventLoop {
  const heap: Task[] = [];
  let now = start;
  let posted = 0;
  let foreground = 0;

  const stepAnything = (): boolean => {
    const task = pop(heap);
    if (task === undefined) return false;
    now = Math.max(now, task.due);
    if (!task.background) foreground--;
    task.work();
    return true;
  };
  return {
    now: () => now,
    post: (after, work, where) => {
      if (where === undefined) foreground++;
      push(heap, { due: now + after, number: posted++, work, background: where !== undefined });
    },
    step: () => foreground > 0 && stepAnything(),
    stepAnything,
  };
}

function isBefore(a: Task, b: Task): boolean {
  return a.due < b.due || (a.due === b.due && a.number < b.number);
}

function push(heap: Task[], task: Task): void {
  let at = heap.push(task) - 1;
  while (at > 0) {
    const up = (at - 1) >> 1;
    const above = heap[up];
    if (above === undefined || !isBefore(task, above)) break;
    heap[at] = above;
    at = up;
  }
  heap[at] = task;
}

function pop(heap: Task[]): Task | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return first;
  let at = 0;
  for (;;) {
    const left = heap[2 * at + 1];
    const right = heap[2 * at + 2];
    const child = right !== undefined && left !== undefined && isBefore(right, left) ? right : left;
    if (child === undefined || isBefore(last, child)) break;
    heap[at] = child;
    at = child === left ? 2 * at + 1 : 2 * at + 2;
  }
  heap[at] = last;
  return first;
}

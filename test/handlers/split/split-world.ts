import { readDeploymentRules } from '../../../src/handlers/function/deployment-rules.ts';
import { readEnvironment } from '../../../src/handlers/function/environment.ts';
import { handleSweep } from '../../../src/handlers/function/handle-sweep.ts';
import { createHostOf } from '../../../src/handlers/function/host.ts';
import type { LogEntry } from '../../../src/handlers/function/log.ts';
import { createMemoryStore } from '../../../src/stores/memory/memory-store.ts';
import type { Store } from '../../../src/stores/store.ts';

/** What a crash looks like to the platform: the instance is gone, and its request may have had an effect. */
export class Crash extends Error {}

interface PlatformTask {
  readonly id: string;
  readonly event: string;
  status: 'Enqueued' | 'Running' | 'Succeeded' | 'Failed';
  tries: number;
}

export interface SplitWorldOptions {
  readonly rules: string;
  readonly keys: readonly string[];
  readonly tasks?: number;
  readonly objects?: number;
  /** Seconds. Default: 900. */
  readonly timeout?: number;
  /** Called before each request of a function, to the store or to Function Compute. Can throw. */
  readonly before?: (what: string, world: SplitWorld) => void;
  /** How often the platform retries a task. */
  readonly retries?: number;
}

export interface SplitWorld {
  readonly log: LogEntry[];
  readonly started: string[];
  readonly tasks: PlatformTask[];
  now: number;
  /** The most tasks that have been active at the same time. */
  mostActive: number;
  requests: number;
  /** One invocation by the timer. Returns its error. */
  timer(triggerTime?: string): Promise<unknown>;
  /** Runs tasks until none is left. `next` chooses among those that wait. */
  runTasks(next?: (waiting: number) => number): Promise<void>;
  links(): Promise<Record<string, string>>;
  /** Lines with `action: swept`. */
  swept(): readonly LogEntry[];
  readonly store: Store;
}

/** The function `sweep` on a bucket in memory, and the part of Function Compute that starts, retries and lists its tasks. */
export async function splitWorld(options: SplitWorldOptions): Promise<SplitWorld> {
  const { rules, keys, tasks: mostTasks = 2, objects = 20, timeout = 900, before = () => {}, retries = 1 } = options;
  const tasks: PlatformTask[] = [];
  const log: LogEntry[] = [];
  const inner = createMemoryStore({ versioning: 'Enabled', now: () => 0 });
  for (const key of keys) await inner.send({ operation: 'PutObject', key, body: new TextEncoder().encode(key) });
  const note = (what: string): void => {
    // The instance is gone, with everything else that it was doing.
    if (isDead) throw new Crash();
    world.requests++;
    try {
      before(what, world);
    } catch (error) {
      isDead = error instanceof Crash;
      throw error;
    }
  };
  const send: Store['send'] = (request) => {
    note(`${request.operation} ${'key' in request ? request.key : (request as { prefix?: string }).prefix}`);
    return inner.send(request);
  };
  const answer = (status: number, body: object) => new Response(JSON.stringify(body), { status });
  const host = createHostOf({
    environment: readEnvironment({
      OSS_BUCKET: 'demo',
      OSS_REGION: 'cn-hangzhou',
      AUTOALIAS_SWEEP_TASKS: String(mostTasks),
      AUTOALIAS_SWEEP_OBJECTS: String(objects),
    }),
    log: (entry) => isDead || log.push(entry),
    loadRules: async () => readDeploymentRules(rules, 'test.yaml'),
    openStore: () => ({ ...inner, bucket: 'demo', send }),
    fetch: async (url, init) => {
      const { searchParams } = new URL(url);
      if (init.method === 'GET') {
        note('ListAsyncTasks');
        const found = tasks.filter(({ id }) => id.startsWith(searchParams.get('prefix') ?? '?'));
        const from = Number(searchParams.get('nextToken') ?? 0);
        const page = found.slice(from, from + 3).map(({ id, status }) => ({ taskId: id, status }));
        return answer(200, { tasks: page, ...(from + 3 < found.length && { nextToken: String(from + 3) }) });
      }
      const id = new Headers(init.headers).get('x-fc-async-task-id') ?? '';
      note(`InvokeFunction ${id}`);
      if (tasks.some((task) => task.id === id)) return answer(409, {});
      tasks.push({ id, event: String(init.body), status: 'Enqueued', tries: 0 });
      world.started.push(id);
      const active = tasks.filter(({ status }) => status === 'Enqueued' || status === 'Running');
      // The caller is about to end, and starts the next task in its place.
      world.mostActive = Math.max(world.mostActive, active.length - (inTask ? 1 : 0));
      return answer(202, {});
    },
    now: () => world.now,
    elapsed: () => world.now,
  });
  let inTask = false;
  let isDead = false;
  const context = {
    requestId: 'r',
    accountId: '1',
    region: 'cn-hangzhou',
    function: { name: 'autoalias-sweep', timeout },
    credentials: { accessKeyId: 'k', accessKeySecret: 's' },
  };
  const invoke = async (event: string): Promise<void> => {
    isDead = false;
    await handleSweep(host, Buffer.from(event), context);
    if (isDead) throw new Crash();
  };
  const world: SplitWorld = {
    ...{ log, tasks, started: [], now: 1_000_000, mostActive: 0, requests: 0, store: inner },
    async timer(triggerTime = new Date(world.now).toISOString()) {
      try {
        await invoke(JSON.stringify({ triggerTime, triggerName: 'schedule', payload: '' }));
        return undefined;
      } catch (error) {
        return error;
      }
    },
    async runTasks(next = () => 0) {
      for (;;) {
        const waiting = tasks.filter(({ status }) => status === 'Enqueued');
        const task = waiting[next(waiting.length) % waiting.length];
        if (task === undefined) return;
        task.status = 'Running';
        inTask = true;
        try {
          await invoke(task.event);
          task.status = 'Succeeded';
        } catch {
          task.status = task.tries++ < retries ? 'Enqueued' : 'Failed';
        }
        inTask = false;
        world.now += 1000;
      }
    },
    async links() {
      const links: Record<string, string> = {};
      for (const { key, type } of (await inner.send({ operation: 'ListObjects', maxKeys: 1000 })).objects) {
        const link = type === 'Symlink' ? await inner.send({ operation: 'GetSymlink', key }) : undefined;
        if (link?.found === 'symlink') links[key] = link.target;
      }
      return links;
    },
    swept: () => log.filter(({ action }) => action === 'swept'),
  };
  return world;
}

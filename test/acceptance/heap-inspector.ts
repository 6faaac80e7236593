import { once } from 'node:events';
import { WebSocket } from 'undici';
import * as z from 'zod';

/** Heap sizes of one process in bytes, each after a full garbage collection. */
export interface Heaps {
  readonly main: number;
  /** The worker threads that run now, by thread number. */
  readonly threads: ReadonlyMap<string, number>;
}

export interface HeapInspector {
  heaps(): Promise<Heaps>;
  close(): void;
}

const messageSchema = z.looseObject({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.looseObject({}).optional(),
  result: z.looseObject({}).optional(),
});
const attachedSchema = z.object({ sessionId: z.string(), workerInfo: z.looseObject({ title: z.string() }) });
const heardSchema = z.object({ sessionId: z.string(), message: z.string() });
const usageSchema = z.object({ usedSize: z.number() });

type Answer = Readonly<Record<string, unknown>>;
type Send = (method: string, params?: object) => Promise<Answer>;

/** How long to wait for a thread that may have ended, in milliseconds. */
const TIMEOUT = 5000;

/**
 * Measures the heaps of a process that was started with `--inspect`, after a full garbage collection: the main thread
 * and every worker thread. Uses the V8 inspector protocol and Node's domain NodeWorker.
 */
export async function openHeapInspector(url: string): Promise<HeapInspector> {
  const socket = new WebSocket(url);
  await once(socket, 'open');
  const threads = new Map<string, { readonly title: string; readonly channel: Channel }>();
  const main = createChannel((text) => socket.send(text));
  socket.addEventListener('message', ({ data }) => {
    const { method, params } = main.hear(String(data));
    if (method === 'NodeWorker.attachedToWorker') {
      const { sessionId, workerInfo } = attachedSchema.parse(params);
      const tell = (message: string) =>
        void main.send('NodeWorker.sendMessageToWorker', { sessionId, message }).catch(() => {});
      threads.set(sessionId, { title: workerInfo.title, channel: createChannel(tell) });
    }
    if (method === 'NodeWorker.detachedFromWorker') threads.delete(String(params?.sessionId));
    if (method === 'NodeWorker.receivedMessageFromWorker') {
      const { sessionId, message } = heardSchema.parse(params);
      threads.get(sessionId)?.channel.hear(message);
    }
  });
  return {
    heaps: async () => {
      await main.send('NodeWorker.enable', { waitForDebuggerOnStart: false });
      const found = new Map<string, number>();
      for (const { title, channel } of [...threads.values()]) {
        // A thread that ended in the meantime does not answer, and has no heap.
        await heapOf(channel.send).then(
          (bytes) => found.set(title, bytes),
          () => {},
        );
      }
      await main.send('NodeWorker.disable');
      threads.clear();
      return { main: await heapOf(main.send), threads: found };
    },
    close: () => socket.close(),
  };
}

async function heapOf(send: Send): Promise<number> {
  // The second collection frees objects that finalizers released during the first.
  await send('HeapProfiler.collectGarbage');
  await send('HeapProfiler.collectGarbage');
  return usageSchema.parse(await send('Runtime.getHeapUsage')).usedSize;
}

interface Channel {
  readonly send: Send;
  /** Passes an answer to its waiting request. Returns every other message. */
  hear(text: string): { readonly method?: string | undefined; readonly params?: Answer | undefined };
}

function createChannel(tell: (text: string) => void): Channel {
  const waiting = new Map<number, (answer: Answer) => void>();
  let ids = 0;
  return {
    send: (method, params = {}) =>
      new Promise((resolve, reject) => {
        const id = ++ids;
        const timer = setTimeout(() => reject(new Error(`no answer to ${method}`)), TIMEOUT);
        waiting.set(id, (answer) => {
          clearTimeout(timer);
          resolve(answer);
        });
        tell(JSON.stringify({ id, method, params }));
      }),
    hear: (text) => {
      const { id, result, method, params } = messageSchema.parse(JSON.parse(text));
      if (id === undefined) return { method, params };
      waiting.get(id)?.(result ?? {});
      waiting.delete(id);
      return {};
    },
  };
}

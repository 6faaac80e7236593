import { once } from 'node:events';
import { WebSocket } from 'undici';
import * as z from 'zod';

/** Bytes of the heaps of one process, each after a full garbage collection. */
export interface Heaps {
  readonly main: number;
  /** Of the threads that run now, by their number. */
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

/** How long a thread may take that may just have ended, in milliseconds. */
const PATIENCE = 5000;

/**
 * Looks into a process that was started with `--inspect`, by the protocol of V8's inspector and the domain NodeWorker of
 * Node: what is left on the heaps when all garbage is gone, of the main thread and of every worker thread.
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
        // One that ends meanwhile has no answer, and no heap.
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
  // Twice: what a finalizer of the first lets go is garbage only then.
  await send('HeapProfiler.collectGarbage');
  await send('HeapProfiler.collectGarbage');
  return usageSchema.parse(await send('Runtime.getHeapUsage')).usedSize;
}

interface Channel {
  readonly send: Send;
  /** Takes a message: an answer goes to who waits for it, and what else it says is given back. */
  hear(text: string): { readonly method?: string | undefined; readonly params?: Answer | undefined };
}

function createChannel(tell: (text: string) => void): Channel {
  const waiting = new Map<number, (answer: Answer) => void>();
  let ids = 0;
  return {
    send: (method, params = {}) =>
      new Promise((resolve, reject) => {
        const id = ++ids;
        const timer = setTimeout(() => reject(new Error(`no answer to ${method}`)), PATIENCE);
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

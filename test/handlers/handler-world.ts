import type { HandlerContext } from '../../src/handlers/function/handler-context.ts';
import type { LogEntry } from '../../src/handlers/function/log.ts';
import { parseRules } from '../../src/rules/file/parse-rules.ts';
import { createMemoryStore, type MemoryStoreOptions } from '../../src/stores/memory/memory-store.ts';
import type { Store } from '../../src/stores/store.ts';

export const RULES = `version: 1
rules:
  - name: app
    match: { prefix: releases/, regex: '^releases/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ['releases/{app}/latest/{file}', 'releases/{app}/v{version.major}/{file}']
`;

export interface HandlerWorld {
  readonly context: HandlerContext;
  readonly log: LogEntry[];
  readonly sent: string[];
  put(...keys: string[]): Promise<void>;
  remove(...keys: string[]): Promise<void>;
  /** Alias key to target, for every link in the bucket. */
  links(): Promise<Record<string, string>>;
}

/** Handlers on a bucket in memory, with everything that they log and send written down. */
export function handlerWorld(
  options: MemoryStoreOptions & {
    readonly rules?: string;
    readonly fail?: (operation: string, key: string) => boolean;
  } = {},
): HandlerWorld {
  const inner = createMemoryStore(options);
  const log: LogEntry[] = [];
  const sent: string[] = [];
  const store: Store = {
    bucket: inner.bucket,
    capabilities: inner.capabilities,
    close: inner.close,
    send: (request) => {
      sent.push(request.operation);
      const key = 'key' in request ? request.key : '';
      if (options.fail?.(request.operation, key) === true) throw new Error(`${request.operation} ${key} failed`);
      return inner.send(request);
    },
  };
  return {
    context: {
      store,
      ruleSet: parseRules(options.rules ?? RULES, 'test.yaml'),
      log: (entry) => log.push(entry),
      now: options.now ?? (() => 0),
    },
    log,
    sent,
    put: async (...keys) => {
      for (const key of keys) await inner.send({ operation: 'PutObject', key, body: new TextEncoder().encode(key) });
    },
    remove: async (...keys) => {
      for (const key of keys) await inner.send({ operation: 'DeleteObject', key });
    },
    links: async () => {
      const { objects } = await inner.send({ operation: 'ListObjects', maxKeys: 1000 });
      const links: Record<string, string> = {};
      for (const { key, type } of objects) {
        const link = (type ?? 'Symlink') === 'Symlink' ? await inner.send({ operation: 'GetSymlink', key }) : undefined;
        if (link?.found === 'symlink') links[key] = link.target;
      }
      return links;
    },
  };
}

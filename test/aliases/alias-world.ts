import type { Cause } from '../../src/aliases/model/cause.ts';
import type { Protocol } from '../../src/aliases/model/protocol.ts';
import type { AliasTask } from '../../src/aliases/model/task.ts';
import { aliasTask } from '../../src/aliases/model/task.ts';
import type { VersioningStatus } from '../../src/bucket/records/object-record.ts';
import { type Cost, runProtocol } from '../../src/handlers/work/run-protocol.ts';
import { parseRules } from '../../src/rules/file/parse-rules.ts';
import { createMemoryStore, type MemoryStore } from '../../src/stores/memory/memory-store.ts';
import { OSS_CAPABILITIES, type StoreCapabilities } from '../../src/stores/store-capabilities.ts';
import type { SymlinkFound } from '../../src/stores/store-response.ts';

export const LATEST = 'releases/app/latest/app.tgz';

export function key(version: string): string {
  return `releases/app/${version}/app.tgz`;
}

/** The key of the marker that withdraws a version. */
export function markerKey(version: string): string {
  return `releases/app/${version}/.withdrawn`;
}

export function created(version: string): Cause {
  return {
    kind: 'change',
    event: 'ObjectCreated:PutObject',
    key: key(version),
  };
}

export function removed(version: string): Cause {
  return {
    kind: 'change',
    event: 'ObjectRemoved:DeleteObject',
    key: key(version),
  };
}

/** A bucket with one rule, `releases/{app}/latest/{file}` by semver, and a clock that the test moves by hand. */
export interface AliasWorld {
  readonly store: MemoryStore;
  readonly clock: { now: number };
  readonly cost: Cost;
  put(version: string, body?: string): Promise<void>;
  remove(version: string): Promise<void>;
  /** Uploads the marker that withdraws a version. */
  withdraw(version: string): Promise<void>;
  /** Deletes that marker. */
  restore(version: string): Promise<void>;
  task(cause: Cause): AliasTask;
  run<T>(protocol: Protocol<T>): Promise<T>;
  latest(): Promise<SymlinkFound>;
}

export function aliasWorld(
  versioning: VersioningStatus,
  options = '',
  {
    version = '[^/]+',
    order = 'by: semver, on: version',
    capabilities = OSS_CAPABILITIES,
  }: { readonly version?: string; readonly order?: string; readonly capabilities?: StoreCapabilities } = {},
): AliasWorld {
  const clock = { now: Date.UTC(2026, 10, 20, 12) };
  const store = createMemoryStore({ versioning, now: () => clock.now, capabilities });
  const ruleSet = parseRules(
    `version: 1
rules:
  - name: app
    match: { prefix: releases/, regex: '^releases/(?<app>[^/]+)/(?<version>${version})/(?<file>[^/]+)$' }
    order: { ${order} }
    aliases: ['releases/{app}/latest/{file}']
${options}`,
    'test.yaml',
  );
  const cost: Cost = { requests: 0, roundTrips: 0 };
  return {
    store,
    clock,
    cost,
    put: async (version, body = version) => {
      await store.send({
        operation: 'PutObject',
        key: key(version),
        body: new TextEncoder().encode(body),
        headers: { contentType: 'application/gzip', cacheControl: 'max-age=60' },
      });
    },
    remove: async (version) => {
      await store.send({ operation: 'DeleteObject', key: key(version) });
    },
    withdraw: async (version) => {
      await store.send({ operation: 'PutObject', key: markerKey(version), body: new Uint8Array() });
    },
    restore: async (version) => {
      await store.send({ operation: 'DeleteObject', key: markerKey(version) });
    },
    task: (cause) => {
      const task = aliasTask(ruleSet, LATEST, cause, clock.now, capabilities);
      if (task === undefined) throw new TypeError('the rule does not give its alias');
      return task;
    },
    run: (protocol) => {
      cost.requests = 0;
      cost.roundTrips = 0;
      return runProtocol(protocol, store, cost);
    },
    latest: async () => {
      const link = await store.send({ operation: 'GetSymlink', key: LATEST });
      if (link.found !== 'symlink') throw new TypeError(`the alias is ${link.found}`);
      return link;
    },
  };
}

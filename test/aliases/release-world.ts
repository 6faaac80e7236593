import type { Cause } from '../../src/aliases/model/cause.ts';
import type { Protocol } from '../../src/aliases/model/protocol.ts';
import type { ReleaseTask } from '../../src/aliases/model/task.ts';
import { aliasTask, releaseTask } from '../../src/aliases/model/task.ts';
import { type ReleaseOutcome, reconcileRelease } from '../../src/aliases/release/reconcile-release.ts';
import type { VersioningStatus } from '../../src/bucket/records/object-record.ts';
import { type Cost, runProtocol } from '../../src/handlers/work/run-protocol.ts';
import { parseRules } from '../../src/rules/file/parse-rules.ts';
import { createMemoryStore, type MemoryStore } from '../../src/stores/memory/memory-store.ts';
import type { Store } from '../../src/stores/store.ts';
import { OSS_CAPABILITIES, type StoreCapabilities } from '../../src/stores/store-capabilities.ts';
import type { StoreRequest } from '../../src/stores/store-request.ts';

export const SWEEP: Cause = { kind: 'sweep' };

/** A bucket with releases `r/{version}/{file}`, complete with `DONE`, whose aliases are `r/latest/{file}`. */
export interface ReleaseWorld {
  readonly store: MemoryStore;
  readonly clock: { now: number };
  readonly cost: Cost;
  /** Every write of a protocol: `x > 1.0.0/x`, `-x`. */
  readonly writes: string[];
  /** Called before each request of a protocol is sent. */
  before: ((request: StoreRequest) => Promise<void>) | undefined;
  put(...names: readonly string[]): Promise<void>;
  remove(...names: readonly string[]): Promise<void>;
  task(cause?: Cause, alias?: string): ReleaseTask;
  run<T>(protocol: Protocol<T>): Promise<T>;
  reconcile(cause?: Cause): Promise<ReleaseOutcome>;
  /** Where each alias points, by the ends of the keys. */
  links(): Promise<Record<string, string>>;
}

export const RELEASE = `    release: { of: '{version}', complete: ['r/{version}/DONE'] }\n`;

export function releaseWorld(
  versioning: VersioningStatus,
  options = '',
  {
    alias = 'r/latest/{file}',
    release = RELEASE,
    capabilities = OSS_CAPABILITIES,
  }: { readonly alias?: string; readonly release?: string; readonly capabilities?: StoreCapabilities } = {},
): ReleaseWorld {
  const first = alias.replace('{file}', 'x');
  const clock = { now: Date.UTC(2026, 10, 20, 12) };
  const store = createMemoryStore({ versioning, now: () => clock.now, capabilities });
  const cost: Cost = { requests: 0, roundTrips: 0 };
  const writes: string[] = [];
  const aliasPrefix = alias.replace(/\{file\}.*$/, '');
  const shortOf = (key: string): string => (key.startsWith(aliasPrefix) ? key.slice(aliasPrefix.length) : key);
  const ruleSet = parseRules(
    `version: 1
rules:
  - name: one
    match: { prefix: r/, regex: '^r/(?<version>[0-9][^/]*)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ['${alias}']
${release}${options}`,
    'test.yaml',
  );
  const world: ReleaseWorld = {
    store,
    clock,
    cost,
    writes,
    before: undefined,
    put: async (...names) => {
      for (const name of names) {
        const body = new TextEncoder().encode(`${name} ${clock.now}`);
        await store.send({ operation: 'PutObject', key: `r/${name}`, body });
      }
    },
    remove: async (...names) => {
      for (const name of names) await store.send({ operation: 'DeleteObject', key: `r/${name}` });
    },
    task: (cause = SWEEP, of = first) => {
      const member = aliasTask(ruleSet, of, cause, clock.now, capabilities);
      const task = member && releaseTask(ruleSet, member);
      if (task === undefined) throw new TypeError(`the rule does not give ${of}`);
      return task;
    },
    run: (protocol) => runProtocol(protocol, watched, Object.assign(cost, { requests: 0, roundTrips: 0 })),
    reconcile: (cause) => world.run(reconcileRelease(world.task(cause))),
    links: async () => {
      const { objects } = await store.send({ operation: 'ListObjects', maxKeys: 1000 });
      const links: Record<string, string> = {};
      for (const { key, type } of objects) {
        const link = (type ?? 'Symlink') === 'Symlink' ? await store.send({ operation: 'GetSymlink', key }) : undefined;
        if (link?.found === 'symlink') links[shortOf(key)] = link.target.slice('r/'.length);
      }
      return links;
    },
  };
  const watched: Store = {
    bucket: store.bucket,
    capabilities: store.capabilities,
    close: store.close,
    send: async (request) => {
      await world.before?.(request);
      // The record of a deletion is not a move.
      const isMove = request.operation === 'PutSymlink' && request.metadata?.['autoalias-removes'] === undefined;
      if (isMove) writes.push(`${shortOf(request.key)} > ${request.target.slice(2)}`);
      if (request.operation === 'DeleteObject') writes.push(`-${shortOf(request.key)}`);
      return store.send(request);
    },
  };
  return world;
}

/** The action for each alias: `x: pointed`. */
export function actionsOf({ outcomes }: ReleaseOutcome): readonly string[] {
  return [...outcomes].map(([alias, { action }]) => `${alias.split('/').at(-1)}: ${action}`).sort();
}

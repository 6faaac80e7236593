import type { BucketEvent } from '../../../src/bucket/bucket-event.ts';
import { createMemoryTable, type MemoryTable } from '../../../src/bucket/records/memory-table.ts';
import type { Host } from '../../../src/handlers/function/host.ts';
import { limitAnswer } from '../../../src/stores/memory/limit-answer.ts';
import { createMemoryStore, type MemoryStore } from '../../../src/stores/memory/memory-store.ts';
import { BOS_CAPABILITIES, OSS_CAPABILITIES, type StoreCapabilities } from '../../../src/stores/store-capabilities.ts';
import { type Random, seededRandom } from '../../rules/seeded-random.ts';
import { type BodyHistory, createBodyHistory } from './check/body-history.ts';
import { createLedger, type Ledger } from './check/ledger.ts';
import { violation } from './check/violation.ts';
import { createWriteCounts, type WriteCounts } from './check/write-counts.ts';
import { serverLag } from './facts/state-objects.ts';
import { isCalm, type Plan } from './plan/plan.ts';
import { deployedRules, type RulesVersion } from './plan/rules-version.ts';
import { createEventLoop, type EventLoop } from './platform/event-loop.ts';
import { functionEnvironment } from './platform/instance.ts';
import type { Run } from './run.ts';
import { createTokens, type Tokens } from './tokens.ts';

/** An event of the bucket. The engine does not raise all kinds of events that OSS does. */
export type StoredEvent = Omit<BucketEvent, 'name'> & { readonly name: string };

/** The changing state of a world. */
interface Progress {
  /** Milliseconds that the store's clock is ahead of the loop's. */
  skew: number;
  /** Whether the store's clock was ever set back. */
  hasGoneBack: boolean;
  /** Totals so far. */
  steps: number;
  operations: number;
  handlers: number;
  rests: number;
  /** Aliases compared at rests. */
  checks: number;
  /** The most objects found at a rest. */
  objects: number;
  /** Changes of the rules. */
  deployments: number;
  /** The most writes of one alias between two rests, per reason. */
  mostWrites: number;
  /** Answered requests. */
  answered: number;
  /** A digest of everything that happened so far, in order. */
  digest: number;
  /** Promises were settled, but their reactions have not run yet. */
  stirred: boolean;
  /** Sequence number of the bucket at the last rest. */
  sequenceAtRest: number;
  /** Called for every write of the bucket. */
  hear: (event: StoredEvent) => void;
  /** The handler whose request is at the store. */
  writer: Run | undefined;
  /** The rules of the last deployment. */
  rules: RulesVersion;
  /** When instances with older rules stop accepting work. */
  formerUntil: number;
}

/** Effects of the handlers' own writes. */
export interface Echo {
  /** Events that they raised. */
  raised: number;
  /** Deliveries of these events, including repeats. */
  delivered: number;
  /** Requests of calls that contain only such events. */
  requests: number;
  /** Writes of aliases that no other event in the call affects. */
  writes: number;
}

/** A running world: the state that its parts share. */
export interface Simulation extends Progress {
  readonly plan: Plan;
  readonly calm: boolean;
  readonly environment: Host['environment'];
  readonly echo: Echo;
  readonly writeCounts: WriteCounts;
  /** Everything that ever existed at a key. */
  readonly bodies: BodyHistory;
  readonly loop: EventLoop;
  readonly random: Random;
  /** Shows everything in the bucket. */
  readonly store: MemoryStore;
  /** What handlers and commands can do. */
  readonly capabilities: StoreCapabilities;
  /** Answers a request of a handler or a command, limited to the capabilities. */
  readonly answer: MemoryStore['answer'];
  readonly table: MemoryTable;
  readonly ledger: Ledger;
  readonly tokens: Tokens;
  /** The keys of objects that were ever restored. Without an event, they become readable, and unreadable again. */
  readonly restored: Set<string>;
  /** The step of the last change of each key, by anything other than a handler. */
  readonly touched: Map<string, number>;
  readonly faults: ReadonlyMap<string, number>;
  /** Call when a fault happens. */
  readonly count: (fault: string) => void;
  readonly tell: (line: () => string) => void;
  /** Adds an event to the digest. */
  readonly mark: (what: string) => void;
}

const START = Date.UTC(2026, 10, 20, 12);

export function createSimulation(plan: Plan, trace?: (line: string) => void): Simulation {
  const loop = createEventLoop(START);
  const lag = serverLag(plan);
  const table = createMemoryTable();
  const faults = new Map<string, number>();
  let ids = 0;
  const progress: Progress = {
    skew: 0,
    hasGoneBack: false,
    steps: 0,
    operations: 0,
    handlers: 0,
    rests: 0,
    checks: 0,
    objects: 0,
    answered: 0,
    digest: 0,
    deployments: 0,
    mostWrites: 0,
    stirred: false,
    sequenceAtRest: 0,
    hear: () => {},
    writer: undefined,
    formerUntil: 0,
    rules: deployedRules(plan.rules),
  };
  const store = createMemoryStore({
    table,
    versioning: plan.versioning,
    now: () => loop.now() + progress.skew - lag(),
    newId: () => (++ids).toString(16).padStart(32, '0'),
    emit: (event) => progress.hear(event),
  });
  const capabilities = plan.bos === true ? BOS_CAPABILITIES : OSS_CAPABILITIES;
  return Object.assign(progress, {
    plan,
    capabilities,
    answer: limitedTo(capabilities, store.answer),
    calm: isCalm(plan),
    environment: functionEnvironment(store.bucket, plan),
    echo: { raised: 0, delivered: 0, requests: 0, writes: 0 },
    writeCounts: createWriteCounts(),
    bodies: createBodyHistory(),
    loop,
    random: seededRandom(plan.schedule),
    store,
    table,
    ledger: createLedger(),
    tokens: createTokens(loop.now),
    touched: new Map<string, number>(),
    restored: new Set<string>(),
    faults,
    count: (fault: string) => {
      faults.set(fault, (faults.get(fault) ?? 0) + 1);
    },
    mark: (what: string) => {
      progress.digest = hash(progress.digest ^ loop.now(), what);
    },
    tell: trace === undefined ? () => {} : (line: () => string) => trace(`${stamp(loop.now() - START)}  ${line()}`),
  });
}

function stamp(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(3).padStart(9)} s`;
}

/** FNV-1a, 32 bits. */
function hash(start: number, text: string): number {
  let value = start >>> 0;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return value;
}

/** Every link has a version if the bucket keeps versions, and if the store keeps those of links. */
export function keepsLinks({ store, capabilities }: Pick<Simulation, 'store' | 'capabilities'>): boolean {
  return capabilities.versionsLinks && store.engine.getBucketVersioning({ bucket: store.bucket }) === 'Enabled';
}

/** Throws an error that stops the world if a request needs what the store does not have. */
function limitedTo(capabilities: StoreCapabilities, answer: MemoryStore['answer']): MemoryStore['answer'] {
  return (request) => {
    const { operation } = request;
    const isUnable =
      (operation === 'ListObjectVersions' && !capabilities.versionsLinks) ||
      (operation === 'GetSymlink' && request.versionId !== undefined && !capabilities.versionsLinks) ||
      (operation === 'PutSymlink' && request.tags !== undefined && !capabilities.tagsLinks);
    if (isUnable) throw violation(`a store without versions and tags of links was sent ${JSON.stringify(request)}`);
    return limitAnswer(operation, answer(request), capabilities) as ReturnType<typeof answer<typeof request>>;
  };
}

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Protocol } from '../../src/aliases/model/protocol.ts';
import { pinAlias } from '../../src/aliases/pins/pin-alias.ts';
import { applyChange } from '../../src/aliases/reconcile/apply-change.ts';
import { reconcile } from '../../src/aliases/reconcile/reconcile.ts';
import type { Store } from '../../src/stores/store.ts';
import type { StoreRequest } from '../../src/stores/store-request.ts';
import type { StoreResponse } from '../../src/stores/store-response.ts';
import { type AliasWorld, aliasWorld, created, key, LATEST, markerKey, removed } from '../aliases/alias-world.ts';
import { isWrite } from '../simulation/world/is-write.ts';

/** Breaks a protocol: it leaves out one step, or sees other answers than the store gave. */
type Break = (protocol: Protocol<unknown>) => Protocol<unknown>;

/** A handler whose requests the test sends one round trip at a time. */
interface Handler {
  /** Sends everything up to the next write, which is not sent. */
  untilWrite(): Promise<void>;
  /** Sends one round trip. */
  send(): Promise<void>;
  finish(): Promise<void>;
}

function handlerOf(store: Store, protocol: Protocol<unknown>): Handler {
  let step = protocol.next();
  const send = async (): Promise<void> => {
    if (step.done) throw new TypeError('the handler has ended');
    step = protocol.next(await Promise.all(step.value.map((request) => store.send(request))));
  };
  return {
    send,
    untilWrite: async () => {
      while (!step.done && !step.value.some(isWrite)) await send();
      if (step.done) throw new TypeError('the handler ended without a write');
    },
    finish: async () => {
      while (!step.done) await send();
    },
  };
}

/** Ends with the first write. */
const untilFirstWrite: Break = function* (protocol) {
  let step = protocol.next();
  while (!step.done) {
    const requests = step.value;
    const answers = yield requests;
    if (requests.some(isWrite)) return;
    step = protocol.next(answers);
  }
};

function seeing(
  change: (request: StoreRequest, answer: StoreResponse, round: readonly StoreResponse[]) => StoreResponse,
): Break {
  return function* (protocol) {
    let step = protocol.next();
    while (!step.done) {
      const requests = step.value;
      const answers = yield requests;
      step = protocol.next(requests.map((request, i) => change(request, answers[i] as StoreResponse, answers)));
    }
  };
}

/** Every version of the alias seems to be based on the version below it. */
const withoutChainCheck = seeing((request, answer, round) => {
  if (request.operation !== 'GetSymlink' || !('metadata' in answer)) return answer;
  const page = round.find((one) => 'versions' in one);
  if (page === undefined || !('versions' in page)) return answer;
  const below = page.versions[1]?.versionId;
  return { ...answer, metadata: { ...answer.metadata, 'autoalias-base': below ?? 'none' } } as StoreResponse;
});

/** Whatever the alias points at seems to exist. */
const withoutLookAtTarget = seeing((request, answer) =>
  request.operation === 'HeadObject' && !isMarkerRequest(request) && 'found' in answer && answer.found === 'none'
    ? { found: 'object', versionId: 'v', etag: 'E', size: 1, lastModified: 0, headers: {}, metadata: {} }
    : answer,
);

function isMarkerRequest(request: StoreRequest): boolean {
  return request.operation === 'HeadObject' && request.key.endsWith('.withdrawn');
}

/** No marker is seen by HeadObject. Listings show it. */
const withoutMarker = seeing((request, answer) =>
  isMarkerRequest(request) ? { found: 'none', deleteMarker: false } : answer,
);

/** Nothing is known of older versions of the alias. */
const withoutVersionBelow = seeing((request, answer) =>
  request.operation === 'GetSymlink' && request.versionId !== undefined
    ? { found: 'none', deleteMarker: false }
    : answer,
);

/** A link for the time being seems to be an ordinary one. */
const withoutMark = seeing((_, answer) => {
  if (!('target' in answer)) return answer;
  const { 'autoalias-interim': __, ...metadata } = answer.metadata;
  return { ...answer, metadata };
});

const withoutCause = seeing((_, answer) =>
  'target' in answer ? { ...answer, metadata: { ...answer.metadata, 'autoalias-cause': '' } } : answer,
);

/** An interleaving of the page, as a script. `broken` is the protocol without the step that the page explains. */
interface Interleaving {
  readonly versioning: 'Enabled' | 'Never';
  readonly broken: Break;
  readonly script: (world: AliasWorld, broken: Break) => Promise<void>;
  /** The version that the alias must show, and the wrong one that it shows without the step. */
  readonly right: string;
  readonly wrong: string;
}

function create(world: AliasWorld, version: string): Protocol<unknown> {
  return applyChange(world.task(created(version)), key(version));
}

function remove(world: AliasWorld, version: string): Protocol<unknown> {
  return applyChange(world.task(removed(version)), key(version));
}

/** The handler of the event of a marker. */
function withdraw(world: AliasWorld, version: string): Protocol<unknown> {
  const cause = { kind: 'change', event: 'ObjectCreated:PutObject', key: markerKey(version) } as const;
  return reconcile(world.task(cause));
}

/** An upload whose event was handled. */
async function publish(world: AliasWorld, version: string): Promise<void> {
  await world.put(version);
  await world.run(create(world, version));
}

const INTERLEAVINGS: Readonly<Record<string, Interleaving>> = {
  'List again after a write': {
    versioning: 'Never',
    broken: untilFirstWrite,
    script: async (world, broken) => {
      await publish(world, '1.0.0');
      await world.put('2.0.0');
      const a = handlerOf(world.store, broken(reconcile(world.task(created('2.0.0')))));
      await a.untilWrite();
      await world.put('3.0.0');
      await handlerOf(world.store, broken(reconcile(world.task(created('3.0.0'))))).finish();
      await a.finish();
    },
    right: '3.0.0',
    wrong: '2.0.0',
  },
  'Read the mark of a former target': {
    versioning: 'Enabled',
    broken: withoutMark,
    script: async (world, broken) => {
      await publish(world, '1.0.0');
      await publish(world, '3.0.0');
      await world.put('2.0.0');
      await world.remove('3.0.0');
      const a = handlerOf(world.store, remove(world, '3.0.0'));
      await a.untilWrite();
      await a.send();
      await handlerOf(world.store, broken(remove(world, '3.0.0'))).finish();
    },
    right: '2.0.0',
    wrong: '1.0.0',
  },
  'Look again after a write: another writer': {
    versioning: 'Enabled',
    broken: untilFirstWrite,
    script: async (world, broken) => {
      await publish(world, '1.0.0');
      await world.put('2.0.0');
      const a = handlerOf(world.store, broken(create(world, '2.0.0')));
      await a.untilWrite();
      await world.put('3.0.0');
      await handlerOf(world.store, broken(create(world, '3.0.0'))).finish();
      await a.finish();
    },
    right: '3.0.0',
    wrong: '2.0.0',
  },
  'Look again after a write: a deletion': {
    versioning: 'Enabled',
    broken: untilFirstWrite,
    script: async (world, broken) => {
      await publish(world, '1.0.0');
      await world.put('2.0.0');
      const a = handlerOf(world.store, broken(create(world, '2.0.0')));
      await a.untilWrite();
      await world.remove('2.0.0');
      await handlerOf(world.store, broken(remove(world, '2.0.0'))).finish();
      await a.finish();
    },
    right: '1.0.0',
    wrong: '2.0.0',
  },
  'Check the base': {
    versioning: 'Enabled',
    broken: withoutChainCheck,
    script: async (world, broken) => {
      await world.put('1.0.0');
      await world.put('2.0.0');
      await world.put('3.0.0');
      const a = handlerOf(world.store, create(world, '1.0.0'));
      await a.untilWrite();
      await handlerOf(world.store, create(world, '3.0.0')).finish();
      await a.send();
      await handlerOf(world.store, broken(create(world, '2.0.0'))).finish();
      await a.finish();
    },
    right: '3.0.0',
    wrong: '2.0.0',
  },
  'Check that the current target exists': {
    versioning: 'Enabled',
    broken: withoutLookAtTarget,
    script: async (world, broken) => {
      await publish(world, '1.0.0');
      const first = await world.latest();
      await publish(world, '2.0.0');
      await world.store.send({ operation: 'DeleteObject', key: LATEST, versionId: first.versionId ?? '' });
      await world.put('3.0.0');
      const a = handlerOf(world.store, create(world, '1.0.0'));
      await a.untilWrite();
      await world.remove('3.0.0');
      await handlerOf(world.store, create(world, '3.0.0')).finish();
      await handlerOf(world.store, remove(world, '3.0.0')).finish();
      await a.send();
      await handlerOf(world.store, broken(create(world, '1.0.0'))).finish();
    },
    right: '2.0.0',
    wrong: '3.0.0',
  },
  'Check the version below': {
    versioning: 'Enabled',
    broken: withoutVersionBelow,
    script: async (world, broken) => {
      await world.put('1.0.0');
      await publish(world, '2.0.0');
      const { versionId = '' } = await world.store.send({ operation: 'DeleteObject', key: key('2.0.0') });
      const a = handlerOf(world.store, create(world, '1.0.0'));
      await a.untilWrite();
      await world.store.send({ operation: 'DeleteObject', key: key('2.0.0'), versionId });
      await handlerOf(world.store, remove(world, '2.0.0')).finish();
      await a.send();
      await handlerOf(world.store, broken(create(world, '1.0.0'))).finish();
    },
    right: '2.0.0',
    wrong: '1.0.0',
  },
  'Recognize the own write by its cause': {
    versioning: 'Never',
    broken: withoutCause,
    script: async (world, broken) => {
      await publish(world, '1.0.0');
      await world.put('2.0.0');
      const a = handlerOf(world.store, create(world, '2.0.0'));
      await a.untilWrite();
      await world.put('3.0.0');
      await handlerOf(world.store, create(world, '3.0.0')).finish();
      await a.send();
      await handlerOf(world.store, broken(create(world, '2.0.0'))).finish();
    },
    right: '3.0.0',
    wrong: '2.0.0',
  },
  'Read the marker after a write': {
    versioning: 'Enabled',
    broken: withoutMarker,
    script: async (world, broken) => {
      await publish(world, '1.0.0');
      await world.put('2.0.0');
      const a = handlerOf(world.store, broken(create(world, '2.0.0')));
      await a.untilWrite();
      await world.withdraw('2.0.0');
      await handlerOf(world.store, withdraw(world, '2.0.0')).finish();
      await a.finish();
    },
    right: '1.0.0',
    wrong: '2.0.0',
  },
  'Read the marker of the current target': {
    versioning: 'Enabled',
    broken: withoutMarker,
    script: async (world, broken) => {
      await publish(world, '1.0.0');
      const first = await world.latest();
      await publish(world, '2.0.0');
      await world.store.send({ operation: 'DeleteObject', key: LATEST, versionId: first.versionId ?? '' });
      await world.put('3.0.0');
      const a = handlerOf(world.store, create(world, '1.0.0'));
      await a.untilWrite();
      await world.withdraw('3.0.0');
      await handlerOf(world.store, create(world, '3.0.0')).finish();
      await handlerOf(world.store, withdraw(world, '3.0.0')).finish();
      await a.send();
      await handlerOf(world.store, broken(create(world, '1.0.0'))).finish();
    },
    right: '2.0.0',
    wrong: '3.0.0',
  },
  'Restore an overwritten pin': {
    versioning: 'Enabled',
    broken: withoutVersionBelow,
    script: async (world, broken) => {
      await publish(world, '1.0.0');
      await world.put('2.0.0');
      const a = handlerOf(world.store, broken(create(world, '2.0.0')));
      await a.untilWrite();
      const pin = pinAlias(world.task({ kind: 'by-hand', what: 'pin' }), key('1.0.0'), { reason: 'r' });
      await handlerOf(world.store, pin).finish();
      await a.finish();
    },
    right: '1.0.0',
    wrong: '2.0.0',
  },
};

const intact: Break = (protocol) => protocol;

describe('the interleavings of src/aliases/README.md', () => {
  test.each(Object.entries(INTERLEAVINGS))('%s', async (_, { versioning, broken, script, right, wrong }) => {
    const whole = aliasWorld(versioning);
    await script(whole, intact);
    expect((await whole.latest()).target).toBe(key(right));
    const part = aliasWorld(versioning);
    await script(part, broken);
    expect((await part.latest()).target).toBe(key(wrong));
  });

  test('are all those that the page shows', () => {
    const page = readFileSync('src/aliases/README.md', 'utf8');
    const shown = [...page.matchAll(/^\*\*(.+?)\.\*\*(?:[^\n]|\n(?!\n))*\n\n\| step \|/gm)].map(([, title]) => title);
    expect(shown).toEqual(Object.keys(INTERLEAVINGS));
  });
});

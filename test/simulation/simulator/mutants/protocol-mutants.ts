import { META, putAlias } from '../../../../src/aliases/model/alias-record.ts';
import { classifyObject } from '../../../../src/aliases/model/classify-object.ts';
import { ask } from '../../../../src/aliases/model/protocol.ts';
import { identityOf } from '../../../../src/aliases/model/target.ts';
import type { AliasTask } from '../../../../src/aliases/model/task.ts';
import { beginChange } from '../../../../src/aliases/reconcile/apply-change.ts';
import type { Pausable, Pause } from '../../../../src/aliases/reconcile/pausable.ts';
import { beginReconcile } from '../../../../src/aliases/reconcile/reconcile.ts';
import { type SharedLooks, shareLooks } from '../../../../src/handlers/work/share-looks.ts';
import { compareCandidates } from '../../../../src/rules/match/candidate.ts';
import { MARKER_NAME } from '../../../../src/rules/match/marker-place.ts';
import type { Store } from '../../../../src/stores/store.ts';
import { StoreError } from '../../../../src/stores/store-error.ts';
import type { StoreRequest } from '../../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../../src/stores/store-response.ts';
import { noLostPin, nothingBelow, withoutPin } from '../../mutants/sights.ts';
import { isWrite } from '../../world/is-write.ts';
import { type Handle, handleBy } from './handle-by.ts';

/** The shipped choice of a protocol. */
export function shipped(task: AliasTask, [key = '', ...more]: readonly string[]): Pausable {
  const { cause } = task;
  const isOneObject = more.length === 0 && cause.kind === 'change' && cause.key === key && cause.also === undefined;
  return isOneObject && key !== task.alias ? beginChange(task, key) : beginReconcile(task);
}

/** The shipped handler, built like the broken ones. */
export const REBUILT: Handle = handleBy(shipped);

/** Handlers that are broken in how they update one alias. */
export const PROTOCOL_MUTANTS: Readonly<Record<string, Handle>> = {
  'writes on every upload': handleBy((task, [key = '']) => writeAlways(task, key)),
  'reads the alias, writes if newer': handleBy((task, [key = '']) => writeIfNewer(task, key)),
  'does not verify what applyChange wrote': handleBy((task, keys) => untilWritten(shipped(task, keys), false)),
  'does not list again after a write': handleBy((task, keys) => untilWritten(shipped(task, keys), true)),
  'trusts the newest link without the versions below it': handleBy((task, keys) =>
    seeing(seeing(shipped(task, keys), wholeChain), nothingBelow),
  ),
  'does not recognize its own event': handleBy((task, keys) => seeing(shipped(task, keys), withoutCause)),
  'treats all versions of a key as equal': handleBy((task, keys) => seeing(shipped(task, keys), oneVersion)),
  'treats a real object as a missing alias': handleBy((task, keys) => seeing(shipped(task, keys), noObject)),
  'ignores pins': handleBy((task, keys) => seeing(shipped(task, keys), withoutPin)),
  'does not restore an overwritten pin': handleBy((task, keys) => seeing(shipped(task, keys), noLostPin)),
  'does not read the marker after a write': handleBy((task, keys) => seeing(shipped(task, keys), noMarkerAfterWrite)),
  'does not read the marker of the target before it stops': handleBy((task, keys) =>
    seeing(shipped(task, keys), noMarkerOfTarget),
  ),
  'reads the object before the last write of its aliases': handleBy(shipped, { looksOf: sharedTooEarly }),
  'shows a former target, and does not list': handleBy((task, keys) => untilInterim(shipped(task, keys))),
  'ignores that a former target is shown for the time being': handleBy((task, keys) =>
    seeing(shipped(task, keys), withoutInterim),
  ),
  'ignores minimum ages': handleBy(shipped, { taskOf: (task) => ({ ...task, now: Number.POSITIVE_INFINITY }) }),
  'ignores exclude': handleBy(shipped, { taskOf: (task) => ({ ...task, rule: { ...task.rule, exclude: undefined } }) }),
  'ignores bounds': handleBy(shipped, {
    taskOf: (task) => ({ ...task, template: { ...task.template, bounds: undefined } }),
  }),
  'copies the lifetime in caches from the target': handleBy(shipped, {
    taskOf: (task) => ({ ...task, template: { ...task.template, headers: {} } }),
  }),
  'ignores the fallback': handleBy(shipped, {
    taskOf: (task) => ({ ...task, rule: { ...task.rule, fallback: undefined } }),
  }),
  'ignores links that are written at guarded aliases': (context, changes) =>
    REBUILT(
      context,
      changes.filter(({ cause }) => cause.kind !== 'change' || cause.event !== 'ObjectCreated:PutSymlink'),
    ),
  'treats a timeout as a missing key': (context, changes) =>
    REBUILT({ ...context, store: hopeful(context.store) }, changes),
  'creates aliases without forbid-overwrite': (context, changes) =>
    REBUILT({ ...context, store: rash(context.store) }, changes),
};

/** After its write, each alias uses the look of the first alias that has written. */
function sharedTooEarly(): SharedLooks {
  const { join } = shareLooks();
  const looks = new Map<string, Promise<StoreResponse>>();
  return {
    join: (event) => ({
      ...join(event),
      afterWrite: (request, send) => {
        if (request.operation !== 'HeadObject') return send(request);
        const look = looks.get(request.key) ?? send(request);
        looks.set(request.key, look);
        return look;
      },
    }),
  };
}

const NOTHING: Pause = {
  kind: 'done',
  outcome: { action: 'unchanged', from: null, to: null, why: 'broken on purpose' },
};

function* writeAlways(task: AliasTask, key: string): Pausable {
  const head = yield* ask({ operation: 'HeadObject', key });
  if (head.found !== 'object') return NOTHING;
  const candidate = classifyObject(task, { key, lastModified: head.lastModified });
  if ('why' in candidate) return NOTHING;
  yield* ask(putAlias(task, { ...candidate, identity: identityOf(head), headers: head.headers }, undefined, ''));
  return NOTHING;
}

function* writeIfNewer(task: AliasTask, key: string): Pausable {
  const link = yield* ask({ operation: 'GetSymlink', key: task.alias });
  const head = yield* ask({ operation: 'HeadObject', key });
  if (head.found !== 'object') return yield* beginReconcile(task);
  const x = classifyObject(task, { key, lastModified: head.lastModified });
  const target = link.found === 'symlink' ? classifyObject(task, { key: link.target, lastModified: 0 }) : undefined;
  if ('why' in x || link.found === 'object') return NOTHING;
  if (target !== undefined && !('why' in target) && compareCandidates(task.rule, target, x) > 0) return NOTHING;
  return yield* writeAlways(task, key);
}

/** Ends after the first write: before any listing, or after a listing. */
function* untilWritten(protocol: Pausable, afterListing: boolean, hasListed = false): Pausable {
  let step = protocol.next();
  while (!step.done) {
    const requests = step.value;
    const answers = yield requests;
    if (requests.some(isWrite) && hasListed === afterListing) return NOTHING;
    step = protocol.next(answers);
  }
  const pause = step.value;
  if (pause.kind === 'done') return pause;
  return { ...pause, resume: (find) => untilWritten(pause.resume(find), afterListing, true) };
}

/** Ends after it has shown a former target. */
function* untilInterim(protocol: Pausable): Pausable {
  let step = protocol.next();
  while (!step.done) {
    const requests = step.value;
    const answers = yield requests;
    if (requests.some((request) => 'target' in request && request.metadata?.[META.interim] !== undefined))
      return NOTHING;
    step = protocol.next(answers);
  }
  return step.value;
}

type Sight = (request: StoreRequest | undefined, answer: StoreResponse, round: readonly StoreResponse[]) => object;

/** Replaces the answers that a protocol receives. */
function* seeing(protocol: Pausable, sight: Sight): Pausable {
  let step = protocol.next();
  while (!step.done) {
    const requests = step.value;
    const answers = yield requests;
    step = protocol.next(answers.map((answer, i) => sight(requests[i], answer, answers) as StoreResponse));
  }
  const pause = step.value;
  return pause.kind === 'done' ? pause : { ...pause, resume: (find) => seeing(pause.resume(find), sight) };
}

/** Pretends that each version of the alias is based on the version below. */
const wholeChain: Sight = (request, answer, round) => {
  if (request?.operation !== 'GetSymlink' || !('metadata' in answer)) return answer;
  const page = round.find((one) => 'versions' in one);
  const below =
    page !== undefined && 'versions' in page ? page.versions.filter(({ key }) => key === request.key)[1] : undefined;
  return page === undefined
    ? answer
    : { ...answer, metadata: { ...answer.metadata, 'autoalias-base': below?.versionId ?? 'none' } };
};

const withoutCause: Sight = (_, answer) =>
  'target' in answer ? { ...answer, metadata: { ...answer.metadata, 'autoalias-cause': '' } } : answer;

const withoutInterim: Sight = (_, answer) => {
  if (!('target' in answer)) return answer;
  const { [META.interim]: __, ...metadata } = answer.metadata;
  return { ...answer, metadata };
};

const oneVersion: Sight = (request, answer) => {
  if (request?.operation !== 'HeadObject' || !('size' in answer)) return answer;
  return { ...answer, etag: 'E', ...('versionId' in answer ? { versionId: 'v' } : {}) };
};

function isMarkerRead(request: StoreRequest | undefined): boolean {
  return request?.operation === 'HeadObject' && request.key.endsWith(MARKER_NAME);
}

/** After a write, `applyChange` reads the versions of the alias, the target and its marker. */
const noMarkerAfterWrite: Sight = (request, answer, round) =>
  isMarkerRead(request) && round.length === 3 && round.some((one) => 'versions' in one) ? NOTHING_THERE : answer;

/** Before it stops, `applyChange` reads the target and its marker. */
const noMarkerOfTarget: Sight = (request, answer, round) =>
  isMarkerRead(request) && round.length === 2 ? NOTHING_THERE : answer;

const NOTHING_THERE: StoreResponse = { found: 'none', deleteMarker: false };

const noObject: Sight = (request, answer) =>
  request?.operation === 'GetSymlink' && 'found' in answer && answer.found === 'object' ? NOTHING_THERE : answer;

/** Answers failed reads as if the key did not exist. */
function hopeful(store: Store): Store {
  return {
    ...store,
    send: async (request) => {
      try {
        return await store.send(request);
      } catch (error) {
        const read = request.operation === 'HeadObject' || request.operation === 'GetSymlink';
        if (!read || !(error instanceof StoreError) || error.code !== 'store-unreachable') throw error;
        return { found: 'none', deleteMarker: false } as Awaited<ReturnType<typeof store.send<typeof request>>>;
      }
    },
  };
}

function rash(store: Store): Store {
  return {
    ...store,
    send: <R extends StoreRequest>(request: R) => {
      if (request.operation !== 'PutSymlink') return store.send(request);
      const { forbidOverwrite: _, ...bare } = request;
      return store.send(bare as R);
    },
  };
}

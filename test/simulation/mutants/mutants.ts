import { putAlias } from '../../../src/aliases/model/alias-record.ts';
import { classifyObject } from '../../../src/aliases/model/classify-object.ts';
import type { Outcome } from '../../../src/aliases/model/outcome.ts';
import { ask, type Protocol } from '../../../src/aliases/model/protocol.ts';
import { identityOf } from '../../../src/aliases/model/target.ts';
import type { AliasTask } from '../../../src/aliases/model/task.ts';
import { applyChange } from '../../../src/aliases/reconcile/apply-change.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../src/stores/store-response.ts';
import { type Handler, SHIPPED } from '../explorer/explorer.ts';
import { isWrite } from '../world/is-write.ts';
import { seeing } from './seeing.ts';
import { noLostPin, nothingBelow, withoutPin } from './sights.ts';

/** Broken protocols, each with one step missing. An explorer that does not find them proves nothing. */
export const MUTANTS: Readonly<Record<string, Handler>> = {
  'writes on every created event': (task, key) => writeAlways(task, key),
  'reads the alias, writes if newer': (task, key) => writeIfNewer(task, key),
  'lists, then writes once (no re-list)': (task) => untilFirstWrite(reconcile(task)),
  'applyChange without verify': (task, key) => untilFirstWrite(applyChange(task, key)),
  'applyChange without the chain check': (task, key) => seeing(applyChange(task, key), wholeChain),
  'applyChange that does not recognize its own event': (task, key) => seeing(applyChange(task, key), withoutCause),
  'applyChange that does not check the version below': (task, key) => seeing(applyChange(task, key), nothingBelow),
  'applyChange that does not restore a lost pin': (task, key) => seeing(SHIPPED.applyChange(task, key), noLostPin),
  'applyChange that assumes that another program’s link saw the pin': (task, key) =>
    believingForeignLinks(SHIPPED.applyChange(task, key)),
  'applyChange that ignores pins': (task, key) => seeing(SHIPPED.applyChange(task, key), withoutPin),
  'links over candidates do not count as changes': (task, key) =>
    task.cause.kind === 'change' && task.cause.event === 'ObjectCreated:PutSymlink'
      ? justNothing()
      : applyChange(task, key),
  'identity without the version id': (task, key) => seeing(applyChange(task, key), oneVersion),
  'identity without the headers': (task, key) => seeing(SHIPPED.applyChange(task, key), withoutHeaders),
};

const nothing: Outcome = { action: 'unchanged', from: null, to: null, why: 'broken on purpose' };

// biome-ignore lint/correctness/useYield: it sends no request.
function* justNothing(): Protocol<unknown> {
  return nothing;
}

function* writeAlways(task: AliasTask, key: string): Protocol<Outcome> {
  const head = yield* ask({ operation: 'HeadObject', key });
  const candidate = classifyObject(task, { key, lastModified: 0 });
  if (head.found !== 'object' || 'why' in candidate) return nothing;
  yield* ask(putAlias(task, { ...candidate, identity: identityOf(head), headers: {} }, undefined, ''));
  return nothing;
}

function* writeIfNewer(task: AliasTask, key: string): Protocol<unknown> {
  const link = yield* ask({ operation: 'GetSymlink', key: task.alias });
  const head = yield* ask({ operation: 'HeadObject', key });
  if (head.found !== 'object') {
    return link.found === 'symlink' && link.target === key ? yield* untilFirstWrite(reconcile(task)) : nothing;
  }
  if (link.found === 'symlink' && Number(link.target.split('/')[1]) > Number(key.split('/')[1])) return nothing;
  return yield* writeAlways(task, key);
}

/** Ends after the first write. */
function* untilFirstWrite(protocol: Protocol<unknown>): Protocol<unknown> {
  let step = protocol.next();
  while (!step.done) {
    const answers = yield step.value;
    if (step.value.some(isWrite)) return nothing;
    step = protocol.next(answers);
  }
  return step.value;
}

/** Pretends that each version of the alias is based on the version below. */
function wholeChain(request: StoreRequest, answer: StoreResponse, round: readonly StoreResponse[]): StoreResponse {
  if (request.operation !== 'GetSymlink' || !('metadata' in answer)) return answer;
  const page = round.find((one) => 'versions' in one);
  if (page === undefined || !('versions' in page)) return answer;
  const below = page.versions[1]?.versionId;
  return { ...answer, metadata: { ...answer.metadata, 'autoalias-base': below ?? 'none' } } as StoreResponse;
}

/** Never searches for a lost pin below a link without a record. */
function* believingForeignLinks(protocol: Protocol<unknown>): Protocol<unknown> {
  let isForeign = false;
  let step = protocol.next();
  while (!step.done) {
    const requests = step.value;
    const answers = yield requests;
    const shown = answers.map((answer, i) => {
      const request = requests[i];
      if (request?.operation === 'GetSymlink' && request.versionId === undefined)
        isForeign = 'target' in answer && answer.metadata['autoalias-rule'] === undefined;
      return isForeign ? noLostPin(request, answer) : answer;
    });
    step = protocol.next(shown);
  }
  return step.value;
}

function withoutHeaders(_: StoreRequest, answer: StoreResponse): StoreResponse {
  if (!('target' in answer)) return answer;
  const { 'autoalias-headers': __, ...metadata } = answer.metadata;
  return { ...answer, metadata };
}

function withoutCause(_: StoreRequest, answer: StoreResponse): StoreResponse {
  return 'target' in answer ? { ...answer, metadata: { ...answer.metadata, 'autoalias-cause': '' } } : answer;
}

function oneVersion(request: StoreRequest, answer: StoreResponse): StoreResponse {
  return request.operation === 'HeadObject' && 'etag' in answer && 'size' in answer
    ? ({ ...answer, versionId: 'v', etag: 'E' } as StoreResponse)
    : answer;
}

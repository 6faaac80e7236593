import { META } from '../../../src/aliases/model/alias-record.ts';
import type { Protocol } from '../../../src/aliases/model/protocol.ts';
import type { AliasTask } from '../../../src/aliases/model/task.ts';
import type { Pausable } from '../../../src/aliases/reconcile/pausable.ts';
import { beginReconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { MARKER_NAME } from '../../../src/rules/match/marker-place.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { ListedObject, StoreResponse } from '../../../src/stores/store-response.ts';
import { type Handler, SHIPPED, updateFolder } from '../explorer/explorer.ts';
import { folderTasks } from '../world/folder-world.ts';
import { candidate } from '../world/single-alias.ts';
import { seeing } from './seeing.ts';

/** Broken protocols that each ignore a marker in one place, or that share a listing and do not look again. */
export const WITHDRAWAL_MUTANTS: Readonly<Record<string, Handler>> = {
  'after a write, the marker is not read': seen((request, answer, round) =>
    isMarkerRead(request) && round.some((one) => 'versions' in one) && round.length === 3 ? NOTHING : answer,
  ),
  'before stopping, the marker of the target is not read': seen((request, answer, round) =>
    isMarkerRead(request) && round.length === 2 ? NOTHING : answer,
  ),
  'changes of markers are ignored': (task, key) =>
    key.endsWith(MARKER_NAME) ? nothing() : SHIPPED.applyChange(task, key),
  'created markers count, deleted markers do not': (task, key) =>
    task.cause.kind === 'change' && key.endsWith(MARKER_NAME) && task.cause.event.startsWith('ObjectRemoved')
      ? nothing()
      : SHIPPED.applyChange(task, key),
  'listings do not show markers': seen((_, answer) => listed(answer, ({ key }) => !key.endsWith(MARKER_NAME))),
  'a marker counts only if it is listed before its object': seen((_, answer) =>
    listed(answer, ({ key }, before) => !key.endsWith(MARKER_NAME) || !before.has(key.slice(0, -MARKER_NAME.length))),
  ),
  'a link at the key of a marker counts': seen((request, answer) => {
    if (isMarkerRead(request) && 'found' in answer && answer.found === 'symlink') return SOME_OBJECT;
    if (!('objects' in answer)) return answer;
    const objects = answer.objects.map((one) => (one.key.endsWith(MARKER_NAME) ? { ...one, type: 'Normal' } : one));
    return { ...answer, objects };
  }),
  'the narrowest prefix does not contain the marker': (task, key) =>
    SHIPPED.applyChange({ ...task, prefix: candidate(1) }, key),
  'a withdrawal counts as a deletion': asDeletion,
  'after a removal, the removed link is forgotten': forgetting,
  'a created marker that is gone does not count as removed': (task, key) =>
    SHIPPED.applyChange(key.endsWith(MARKER_NAME) ? { ...task, cause: { kind: 'sweep' } } : task, key),
  'the record of a deletion hides the link below it': seen((_, answer) => {
    if (!('target' in answer)) return answer;
    const { [META.removes]: __, ...metadata } = answer.metadata;
    return { ...answer, metadata };
  }),
  'after writes from a shared listing, it is not listed again': (task, key) => {
    const folder = folderTasks(task, key);
    return folder === undefined ? SHIPPED.applyChange(task, key) : updateFolder(folder, key, endAfterWrite);
  },
};

type Sight = (request: StoreRequest, answer: StoreResponse, round: readonly StoreResponse[]) => StoreResponse;

const NOTHING: StoreResponse = { found: 'none', deleteMarker: false };
const SOME_OBJECT: StoreResponse = { found: 'object', etag: 'E', size: 0, lastModified: 0, headers: {}, metadata: {} };

/** The shipped protocol with other answers. */
function seen(sight: Sight): Handler {
  return (task, key) => seeing(SHIPPED.applyChange(task, key), sight);
}

function isMarkerRead(request: StoreRequest): boolean {
  return request.operation === 'HeadObject' && request.key.endsWith(MARKER_NAME);
}

/** Leaves out objects of a listing. `before` has the keys that come earlier. */
function listed(
  answer: StoreResponse,
  isShown: (object: ListedObject, before: ReadonlySet<string>) => boolean,
): StoreResponse {
  if (!('objects' in answer)) return answer;
  const before = new Set<string>();
  const objects = answer.objects.filter((object) => {
    const shown = isShown(object, before);
    before.add(object.key);
    return shown;
  });
  return { ...answer, objects };
}

/** Begins again after it has removed the alias. */
function* forgetting(task: AliasTask, key: string): Protocol<unknown> {
  let protocol = SHIPPED.applyChange(task, key);
  let step = protocol.next();
  while (!step.done) {
    const answers = yield step.value;
    const hasRemoved = step.value.some(({ operation }) => operation === 'DeleteObject');
    if (hasRemoved) protocol = SHIPPED.reconcile(task, key);
    step = hasRemoved ? protocol.next() : protocol.next(answers);
  }
  return step.value;
}

// biome-ignore lint/correctness/useYield: it sends no request.
function* nothing(): Protocol<unknown> {
  return undefined;
}

/** Ends where it would need a listing after its first round. */
function* endAfterWrite(task: AliasTask): Pausable {
  const pause = yield* beginReconcile(task);
  if (pause.kind === 'done') return pause;
  return { ...pause, resume: (find) => endIfWritten(pause.resume(find)) };
}

function* endIfWritten(protocol: Pausable): Pausable {
  const pause = yield* protocol;
  const outcome = { action: 'unchanged', from: null, to: null, why: 'broken on purpose' } as const;
  return pause.kind === 'needs-listing' && pause.hasWritten ? { kind: 'done', outcome } : pause;
}

/** A marker seems to replace its object: listings show neither of them, and HeadObject finds nothing. */
function asDeletion(task: AliasTask, key: string): Protocol<unknown> {
  return seeing(SHIPPED.applyChange(task, key), (_, answer) => {
    if (!('objects' in answer)) return answer;
    const folders = answer.objects.flatMap(({ key: one }) =>
      one.endsWith(`/${MARKER_NAME}`) ? [one.slice(0, -MARKER_NAME.length)] : [],
    );
    const isLeft = (object: ListedObject): boolean => !folders.some((folder) => object.key.startsWith(folder));
    return { ...answer, objects: answer.objects.filter(isLeft) };
  });
}

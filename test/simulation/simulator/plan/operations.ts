import type { AnyVersion } from '../../../../src/bucket/records/object-record.ts';
import { versionStem } from '../../../../src/bucket/records/table-layout.ts';
import { pinNow, unpinNow } from '../by-hand.ts';
import { oweKey } from '../check/owe-key.ts';
import { deployRules } from '../deploy-rules.ts';
import { ARCHIVES } from '../oracle/readability.ts';
import { pruneVersions } from '../prune-versions.ts';
import type { Simulation } from '../simulation.ts';
import { copyToClass, isFrozen, moveToClass, restoreForDay } from '../storage-classes.ts';
import { BODIES } from './bodies.ts';
import type { Operation } from './plan.ts';
import { FALLBACK } from './rule-catalogue.ts';
import { showOperation } from './show-plan.ts';

/**
 * Applies an operation of a person, a lifecycle rule or another program, and records what aliases may do because of it.
 */
export function perform(simulation: Simulation, operation: Operation): void {
  simulation.steps++;
  simulation.operations++;
  simulation.mark(operation.do);
  simulation.tell(() => `user: ${showOperation(operation)}`);
  recordEffects(simulation, operation);
  (ACTIONS[operation.do] as (simulation: Simulation, operation: Operation) => void)(simulation, operation);
  recordBody(simulation, operation);
}

type Actions = {
  readonly [Do in Exclude<Operation['do'], 'sweep' | 'wait'>]: (
    simulation: Simulation,
    operation: Extract<Operation, { do: Do }>,
  ) => void;
} & { readonly [Do in 'sweep' | 'wait']: () => void };

const ACTIONS: Actions = {
  upload: ({ store }, { key, body, storageClass }) => {
    const etag = `${body}`.padStart(32, 'A');
    // The same time for the same body: without versions, two uploads of one body in one second cannot be distinguished.
    const { size, headers } = BODIES[body] ?? BODIES[0];
    const blob = { id: `${key}#${body}`, size, etag, crc64: `${body}` };
    store.answer({ operation: 'PutObject', key, blob, headers, ...(storageClass && { storageClass }) });
  },
  copy: (simulation, { from, key }) => {
    const { engine, bucket, answer } = simulation.store;
    const source = answer({ operation: 'ListObjects', prefix: from, maxKeys: 1 }).objects[0];
    if (source?.key === from && !isFrozen(simulation, from))
      engine.copyObject({ bucket, key, source: { bucket, key: from }, requestId: 'copy' });
  },
  link: ({ store }, { key, target }) => {
    store.answer({ operation: 'PutSymlink', key, target, metadata: { by: 'somebody' } });
  },
  delete: ({ store }, { key }) => {
    store.answer({ operation: 'DeleteObject', key });
  },
  'delete-version': (simulation, { key, nth }) => {
    const versions = versionsOf(simulation, key);
    const version = versions[nth % Math.max(1, versions.length)];
    if (version !== undefined) {
      simulation.store.answer({ operation: 'DeleteObject', key, versionId: version.versionId });
    }
  },
  archive: copyToClass,
  'move-class': moveToClass,
  restore: restoreForDay,
  pin: (simulation, { key, target }) => pinNow(simulation, key, target),
  unpin: (simulation, { key }) => unpinNow(simulation, key),
  prune: pruneVersions,
  versioning: ({ store: { engine, bucket } }, { status }) => engine.putBucketVersioning({ bucket, status }),
  'step-clock': (simulation, { by }) => {
    simulation.skew += by;
    simulation.hasGoneBack ||= by < 0;
  },
  sweep: () => {},
  wait: () => {},
  deploy: deployRules,
};

function versionsOf({ table, store }: Simulation, key: string): readonly AnyVersion[] {
  const from = versionStem(store.bucket, key);
  return table
    .range({ from, to: `${from}\u0001`, limit: 8 })
    .map(([, version]) => version as AnyVersion)
    .filter((version) => version.key === key);
}

/** Records changes that no handler notices, and what an alias may do because of the operation. */
function recordEffects(simulation: Simulation, operation: Operation): void {
  const { ledger, touched, steps, store, writeCounts } = simulation;
  const { oracle } = simulation.rules;
  const { engine, bucket } = store;
  // From then on, objects without a version id have the id null, and aliases must record it.
  if (operation.do === 'versioning' && engine.getBucketVersioning({ bucket }) === 'Never') ledger.oweAll();
  if (!('key' in operation)) {
    if (operation.do === 'wait') return;
    // The start of a sweep is its reason, which the platform records.
    if (operation.do !== 'sweep') writeCounts.reasonForAll();
    if (operation.do === 'sweep' || operation.do === 'step-clock') return;
    ledger.allMayLosePins();
    ledger.allMayVanish();
    return;
  }
  const { key } = operation;
  touched.set(key, steps);
  // An archived object is not a candidate, so its event does not create an alias.
  const isUpload = operation.do === 'upload' && !oracle.isMarker(key) && !ARCHIVES.has(operation.storageClass ?? '');
  for (const alias of [...oracle.affectedBy(key, touched.keys()), ...oracle.namesOf(key)]) {
    writeCounts.reason(alias);
    ledger.mayMoveBack(alias);
    if (!isUpload || oracle.namesOf(key).includes(alias)) ledger.mayStayMissing(alias);
    if (!KEEPING.has(operation.do) || oracle.isMarker(key) || oracle.namesOf(key).includes(alias))
      ledger.mayVanish(alias);
    // No event reports the creation of a link.
    if (operation.do === 'link' && !oracle.namesOf(key).includes(alias)) ledger.owe(alias);
  }
  if (operation.do === 'pin' || operation.do === 'unpin') return;
  // The triggers of the deployment do not include the event of a lifecycle rule.
  if (operation.do === 'move-class' && simulation.plan.source === 'trigger') oweKey(simulation, key);
  ledger.mayLosePin(key);
  // No event reports fallback objects.
  if (key === FALLBACK) ledger.oweAll();
  // No handler looks at an alias when an object is written there, unless its rule has guard.
  if (operation.do !== 'delete' && operation.do !== 'delete-version' && !oracle.ownerOf(key)?.guard) ledger.owe(key);
}

/** Operations after which an object is at the key. */
const KEEPING: ReadonlySet<Operation['do']> = new Set(['upload', 'archive', 'move-class', 'restore', 'pin']);

/** Records the object that is at the key now: an upload, a copy, or a version that came back. */
function recordBody({ store, bodies }: Simulation, operation: Operation): void {
  if (!('key' in operation)) return;
  const { key } = operation;
  const head = store.answer({ operation: 'HeadObject', key });
  if (head.found === 'object') bodies.saw(key, head);
}

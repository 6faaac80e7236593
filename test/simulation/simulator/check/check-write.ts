import type { DeleteObject, PutSymlink } from '../../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../../src/stores/store-response.ts';
import type { Oracle } from '../oracle/oracle.ts';
import { ageOf, fallbackOf } from '../plan/rule-spec.ts';
import type { HandlerRequest } from '../platform/request-effect.ts';
import type { Run } from '../run.ts';
import type { Simulation } from '../simulation.ts';
import { violation } from './violation.ts';

const READS: ReadonlySet<string> = new Set(['HeadObject', 'GetSymlink', 'ListObjects', 'ListObjectVersions']);

/**
 * Sends a handler's request, and stops the run if the handler breaks a rule: it must not write keys other than aliases,
 * remove a version, point an alias at a key that is not one of its candidates, or overwrite a real object. No store
 * offers a conditional PutSymlink, so a handler may overwrite a real object that appears after it read the alias. In a
 * versioned bucket, the object remains as a version. In a bucket that never had versions, the first write of an alias
 * does not overwrite it.
 */
export function checkWrite(
  simulation: Simulation,
  run: Run,
  request: HandlerRequest,
  send: () => StoreResponse,
): StoreResponse {
  if (request.operation === 'GetSymlink' && request.versionId === undefined) {
    const answer = send();
    const shown =
      'target' in answer ? { versionId: answer.versionId, target: answer.target, record: recordOf(answer) } : {};
    const look = { step: simulation.steps, found: 'found' in answer ? answer.found : '', ...shown };
    run.looks.set(request.key, [...(run.looks.get(request.key) ?? []), look]);
    return answer;
  }
  if (READS.has(request.operation)) return send();
  if (request.operation !== 'PutSymlink' && (request.operation !== 'DeleteObject' || request.versionId !== undefined)) {
    throw violation(`${run.delivery.name} sends ${JSON.stringify(request)}`);
  }
  const { key } = request;
  const { oracle } = run.rules;
  const rule = oracle.ownerOf(key);
  if (rule === undefined) throw violation(`${run.delivery.name} writes ${key}, which is not an alias of its rules`);
  // The record of a deletion keeps the old target, so it is checked as the deletion.
  if (isRemovalRecord(request)) checkRemovalRecord(run, request);
  if (request.operation === 'PutSymlink' && !isRemovalRecord(request)) checkTarget(simulation, run, request);
  else checkRemoval(simulation, run, key);
  const before = simulation.store.answer({ operation: 'GetSymlink', key });
  const answer = send();
  if (before.found !== 'object' || rule.onConflict === 'replace') return answer;
  const written = 'written' in answer ? answer.written : true;
  if (written && !isExcused(simulation, run, request)) {
    throw violation(`${run.delivery.name} writes over the real object at ${key}`);
  }
  return answer;
}

/** Whether a request records the deletion that the handler sends next. */
export function isRemovalRecord(request: HandlerRequest): request is PutSymlink {
  return request.operation === 'PutSymlink' && request.metadata?.['autoalias-removes'] !== undefined;
}

/** Whether a request shows a former target for the time being. */
export function isInterim(request: HandlerRequest): boolean {
  return request.operation === 'PutSymlink' && request.metadata?.['autoalias-interim'] !== undefined;
}

/** The target that a link shows and the version of it that the link records, as text. */
function recordOf({ target, metadata = {} }: Pick<PutSymlink, 'target' | 'metadata'>): string {
  const { 'autoalias-rule': rule, 'autoalias-version-id': id, 'autoalias-etag': etag, ...rest } = metadata;
  return JSON.stringify([target, rule, id, etag, rest['autoalias-modified']]);
}

/** Such a record must repeat a link that the handler has read. The link may have been written under other rules. */
function checkRemovalRecord({ delivery, looks, removals }: Run, request: PutSymlink): void {
  const { key, metadata } = request;
  const own = looks.get(key)?.some((look) => {
    return look.record === recordOf(request) && look.versionId === metadata?.['autoalias-base'];
  });
  if (own !== true) throw violation(`${delivery.name} records the deletion of a link at ${key} that it has not read`);
  removals.add(key);
}

/** The record of an alias must describe one state of a candidate, not a mixture of two. */
function checkTarget({ bodies, loop }: Simulation, { delivery, rules }: Run, request: PutSymlink): void {
  const { key, target } = request;
  const rule = rules.oracle.ownerOf(key);
  const modified = Number(request.metadata?.['autoalias-modified']);
  const isPin = request.metadata?.['autoalias-pin'] !== undefined;
  const isFallback = rule !== undefined && target === fallbackOf(rule);
  const age = rule === undefined ? 0 : ageOf(rule);
  if (age > 0 && !isPin && !isFallback && loop.now() - modified < age) {
    throw violation(`${delivery.name} points ${key} at ${target}, which is younger than ${age} ms`);
  }
  if (!isPin && !isFallback && !rules.oracle.claimsOf(target).some(({ alias }) => alias === key)) {
    throw violation(`${delivery.name} points ${key} at ${target}, which is not one of its candidates`);
  }
  const wrong = bodies.disproves(request);
  if (wrong !== undefined) throw violation(`${delivery.name} records at ${key} ${wrong}`);
}

/**
 * In a bucket with versions, a record of the deletion must come before it, if the link is ours.
 *
 * An alias with a fallback must never be deleted, because nothing would create it again. A withdrawn target is an exception:
 * without the fallback object, the alias is deleted.
 */
function checkRemoval({ touched }: Simulation, { delivery, rules, looks, removals }: Run, alias: string): void {
  const { versionId, target } = looks.get(alias)?.at(-1) ?? {};
  const isKept = versionId !== undefined && versionId !== 'null';
  if (isKept && !removals.has(alias)) throw violation(`${delivery.name} removes ${alias} without a record of it`);
  const rule = rules.oracle.ownerOf(alias);
  const fallback = rule === undefined ? undefined : fallbackOf(rule);
  if (fallback === undefined || hasTouchedMarker(rules.oracle, alias, target, touched)) return;
  throw violation(`${delivery.name} removes ${alias}, which can fall back to ${fallback}`);
}

/**
 * Whether a marker of a candidate of the alias, or of its target, was ever changed. The rules of the handler decide, which can
 * be older ones. The target need not be a candidate: newer rules can have an order that cannot read it.
 *
 * @param target the target of the alias, if the handler has read one.
 */
function hasTouchedMarker(
  oracle: Oracle,
  alias: string,
  target: string | undefined,
  touched: ReadonlyMap<string, number>,
): boolean {
  const names = oracle.namesOf(alias);
  const covers = (marker: string): boolean => {
    const covered = marker.slice(0, -'.withdrawn'.length);
    return covered === target || (covered.endsWith('/') && target?.startsWith(covered) === true);
  };
  return [...touched.keys()].some((key) => {
    if (!oracle.isMarker(key)) return false;
    return covers(key) || oracle.affectedBy(key, touched.keys()).some((name) => names.includes(name));
  });
}

/** Returns true if the handler read the alias before the object appeared, and could not have protected the object. */
function isExcused(
  { touched, store }: Simulation,
  { delivery, looks }: Run,
  write: PutSymlink | DeleteObject,
): boolean {
  const all = looks.get(write.key) ?? [];
  // A sweep may handle one alias twice at once: as a link that it listed, and as the alias of a candidate.
  const own = delivery.records === 'sweep' ? all : all.slice(-1);
  const unversioned = store.engine.getBucketVersioning({ bucket: store.bucket }) === 'Never';
  const spares = unversioned && write.operation === 'PutSymlink';
  const since = touched.get(write.key) ?? 0;
  return own.some(({ step, found }) => step < since && !(spares && found === 'none'));
}

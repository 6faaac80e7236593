import type { StoreResponse } from '../../../src/stores/store-response.ts';
import type { HandlerRequest } from './request-effect.ts';
import type { Run } from './run.ts';
import type { Simulation } from './simulation.ts';
import { violation } from './violation.ts';

const READS: ReadonlySet<string> = new Set(['HeadObject', 'GetSymlink', 'ListObjects', 'ListObjectVersions']);

/**
 * Sends a handler's request, and stops the run if it does what no handler may: write beside the aliases, take a version away, point an alias
 * at what is none of its candidates, or write over a real object.
 *
 * A real object that appears after the handler had looked at the alias cannot be spared everywhere, as no store offers a
 * conditional PutSymlink: in a versioned bucket it stays as a version, and in one that was never versioned the first
 * creation of an alias spares it.
 */
export const checkWrite = (
  simulation: Simulation,
  run: Run,
  request: HandlerRequest,
  send: () => StoreResponse,
): StoreResponse => {
  if (request.operation === 'GetSymlink' && request.versionId === undefined) {
    const answer = send();
    run.looks.set(request.key, { step: simulation.steps, found: 'found' in answer ? answer.found : '' });
    return answer;
  }
  if (READS.has(request.operation)) return send();
  if (request.operation !== 'PutSymlink' && (request.operation !== 'DeleteObject' || request.versionId !== undefined)) {
    throw violation(`${run.delivery.name} sends ${JSON.stringify(request)}`);
  }
  const { key } = request;
  const rule = simulation.oracle.ownerOf(key);
  if (rule === undefined) throw violation(`${run.delivery.name} writes ${key}, which is no alias`);
  if (
    request.operation === 'PutSymlink' &&
    !simulation.oracle.claimsOf(request.target).some(({ alias }) => alias === key)
  ) {
    throw violation(`${run.delivery.name} points ${key} at ${request.target}, which is none of its candidates`);
  }
  const before = simulation.store.answer({ operation: 'GetSymlink', key });
  const answer = send();
  if (before.found !== 'object' || rule.onConflict === 'replace') return answer;
  const written = 'written' in answer ? answer.written : true;
  if (written && !isExcused(simulation, run, request)) {
    throw violation(`${run.delivery.name} writes over the real object at ${key}`);
  }
  return answer;
};

const isExcused = (
  { touched, store }: Simulation,
  run: Run,
  { operation, key }: { readonly operation: string; readonly key: string },
): boolean => {
  const look = run.looks.get(key);
  if (look === undefined || (touched.get(key) ?? 0) <= look.step) return false;
  const unversioned = store.engine.getBucketVersioning({ bucket: store.bucket }) === 'Never';
  return !(unversioned && operation === 'PutSymlink' && look.found === 'none');
};

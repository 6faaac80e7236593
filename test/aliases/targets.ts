import { putAlias } from '../../src/aliases/model/alias-record.ts';
import { classifyObject } from '../../src/aliases/model/classify-object.ts';
import type { Protocol } from '../../src/aliases/model/protocol.ts';
import type { Identity, Target } from '../../src/aliases/model/target.ts';
import type { AliasTask } from '../../src/aliases/model/task.ts';
import type { StoreRequest } from '../../src/stores/store-request.ts';
import type { StoreResponse, SymlinkFound } from '../../src/stores/store-response.ts';

/** A candidate of a task's alias, as one HeadObject would show it. */
export function targetOf(task: AliasTask, key: string, identity: Partial<Identity> = {}): Target {
  const whole = { versionId: `version of ${key}`, etag: 'E', lastModified: 1000, ...identity };
  const candidate = classifyObject(task, { key, lastModified: whole.lastModified });
  if ('why' in candidate) throw new TypeError(`${key}: ${candidate.why}`);
  return { ...candidate, identity: whole, headers: { contentType: 'application/gzip' } };
}

/** The link that our own write of a target leaves. */
export function linkTo(task: AliasTask, target: Target, base?: string): SymlinkFound {
  const { metadata = {} } = putAlias(task, target, base, '1.0.0');
  return { found: 'symlink', target: target.key, versionId: 'version of the alias', headers: {}, metadata };
}

/** A link that another program wrote. */
export function foreignLink(target: string): SymlinkFound {
  return { found: 'symlink', target, headers: {}, metadata: {} };
}

export const NOTHING = { found: 'none', deleteMarker: false } as const;

/** Runs a protocol on answers that the test makes up; gives its result and what it asked, one entry a round trip. */
export function runOn<T>(protocol: Protocol<T>, answer: (request: StoreRequest) => StoreResponse) {
  const asked: StoreRequest[][] = [];
  let step = protocol.next();
  while (!step.done) {
    asked.push([...step.value]);
    step = protocol.next(step.value.map(answer));
  }
  return { result: step.value, asked };
}

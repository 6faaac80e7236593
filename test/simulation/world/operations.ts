import { putAlias } from '../../../src/aliases/model/alias-record.ts';
import type { Pin } from '../../../src/aliases/model/pin.ts';
import { identityOf } from '../../../src/aliases/model/target.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import type { RuleSet } from '../../../src/rules/rule-set.ts';
import type { Moment, Operation } from './operation.ts';
import { runAtOnce } from './run-at-once.ts';
import { ALIAS, candidate, markerOf, singleRules } from './single-alias.ts';
import { taskFor } from './world-task.ts';

export function putKey(name: string, key: string): Operation {
  return {
    name: `put ${name}`,
    do: (store, nth) => {
      const etag = nth.toString(16).toUpperCase().padStart(32, '0');
      store.answer({ operation: 'PutObject', key, blob: { id: `${nth}`, size: 1, etag, crc64: '0' } });
      return [{ event: 'ObjectCreated:PutObject', key }];
    },
  };
}

export function delKey(name: string, key: string): Operation {
  return {
    name: `delete ${name}`,
    do: (store) => {
      store.answer({ operation: 'DeleteObject', key });
      return [{ event: 'ObjectRemoved:DeleteObject', key }];
    },
  };
}

export function put(n: number): Operation {
  return putKey(`${n}`, candidate(n));
}

export function del(n: number): Operation {
  return delKey(`${n}`, candidate(n));
}

/** A person or a tool withdraws a number: its marker appears. */
export function withdraw(n: number): Operation {
  return { ...putKey('', markerOf(n)), name: `withdraw ${n}` };
}

/** The marker disappears. */
export function restore(n: number): Operation {
  return { ...delKey('', markerOf(n)), name: `restore ${n}` };
}

/** A link appears at the key of a marker. It withdraws nothing. */
export function linkAtMarker(n: number): Operation {
  return {
    name: `write a link at the marker of ${n}`,
    do: (store) => {
      store.answer({ operation: 'PutSymlink', key: markerOf(n), target: 'theirs' });
      return [];
    },
  };
}

/** The same, and the store reports it as an upload. */
export function linkAtMarkerSeen(n: number): Operation {
  return {
    name: `write a link over the marker of ${n}`,
    do: (store, nth) => {
      linkAtMarker(n).do(store, nth);
      return [{ event: 'ObjectCreated:PutObject', key: markerOf(n) }];
    },
  };
}

/** Deletes by version id: no marker is added, and the version below may come back. */
export function delVersion(n: number): Operation {
  return {
    name: `delete the newest version of ${n}`,
    do: (store) => {
      const { versions } = store.answer({ operation: 'ListObjectVersions', prefix: candidate(n), maxKeys: 1 });
      const versionId = versions[0]?.versionId;
      if (versionId === undefined) return [];
      store.answer({ operation: 'DeleteObject', key: candidate(n), versionId });
      return [{ event: 'ObjectRemoved:DeleteObject', key: candidate(n) }];
    },
  };
}

/** Another program writes a link at the alias key. It raises an event only with `guard`. */
export function foreignLink(guard = false): Operation {
  return {
    name: 'another program writes the alias',
    do: (store) => {
      store.answer({ operation: 'PutSymlink', key: ALIAS, target: 'theirs' });
      return guard ? [{ event: 'ObjectCreated:PutSymlink', key: ALIAS }] : [];
    },
  };
}

export const foreignDelete: Operation = {
  name: 'another program deletes the alias',
  do: (store) => {
    store.answer({ operation: 'DeleteObject', key: ALIAS });
    return [{ event: 'ObjectRemoved:DeleteObject', key: ALIAS }];
  },
};

/** Another program overwrites a candidate with a link. */
export function linkOver(n: number): Operation {
  return linkOverKey(`${n}`, candidate(n));
}

export function linkOverKey(name: string, key: string): Operation {
  return {
    name: `write a link over ${name}`,
    do: (store) => {
      store.answer({ operation: 'PutSymlink', key, target: 'theirs' });
      return [{ event: 'ObjectCreated:PutSymlink', key }];
    },
  };
}

export const FOREIGN_ETAG = 'F'.repeat(32);

export const foreignObject: Operation = {
  name: 'a real object appears at the alias key',
  do: (store) => {
    const blob = { id: 'foreign', size: 1, etag: FOREIGN_ETAG, crc64: '0' };
    store.answer({ operation: 'PutObject', key: ALIAS, blob });
    return [];
  },
};

/** A lifecycle rule removes all versions of the alias except the newest. */
export const prune: Operation = {
  name: 'lifecycle prunes the alias',
  do: (store) => {
    const { versions } = store.answer({ operation: 'ListObjectVersions', prefix: ALIAS, maxKeys: 100 });
    for (const { versionId, isLatest } of versions) {
      if (!isLatest) store.answer({ operation: 'DeleteObject', key: ALIAS, versionId });
    }
    return [];
  },
};

export const PIN: Pin = { reason: 'r' };

/** A person runs `pin` for the alias. */
export function pin(n: number): Operation {
  return {
    name: `pin to ${n}`,
    do: () => [{ event: 'pin', key: candidate(n) }],
  };
}

/** A person runs `unpin` for the alias. */
export const unpin: Operation = { name: 'unpin', do: () => [{ event: 'unpin', key: ALIAS }] };

/** A person pins the alias, in one instant. */
export function pinned(n: number, how: Pin = PIN): Operation {
  return {
    name: `pinned to ${n}${how.until === undefined ? '' : ' for a short time'}`,
    do: (store) => {
      const task = taskFor(
        { ruleSet: singleRules(), aliases: [ALIAS] },
        { kind: 'by-hand', what: 'pin' },
        0,
        store.capabilities,
      );
      const head = store.answer({ operation: 'HeadObject', key: candidate(n) });
      const link = store.answer({ operation: 'GetSymlink', key: ALIAS });
      if (head.found !== 'object' || link.found === 'object') throw new TypeError('the alias cannot be pinned');
      const target = { key: candidate(n), identity: identityOf(head), headers: head.headers };
      store.answer(putAlias(task, target, link.versionId, '', { pin: how }));
      return [];
    },
  };
}

/** The key is written again in the same second: same bytes, other headers. */
export function putHeaders(n: number, contentType: string): Operation {
  return {
    name: `put ${n} as ${contentType}`,
    do: (store) => {
      const key = candidate(n);
      const blob = { id: 'same', size: 1, etag: 'A'.repeat(32), crc64: '0' };
      store.answer({ operation: 'PutObject', key, blob, headers: { contentType } });
      return [{ event: 'ObjectCreated:PutObject', key }];
    },
  };
}

export function versioningTo(status: 'Enabled' | 'Suspended'): Operation {
  return {
    name: `versioning becomes ${status}`,
    do: (store) => {
      store.engine.putBucketVersioning({ bucket: 'demo', status });
      return [];
    },
  };
}

/** An hour passes. No event is raised. */
export const timePasses: Operation = { name: 'an hour passes', do: () => [], moment: 1 };

/** A sweep starts. */
export const sweep: Operation = { name: 'a sweep', do: () => [{ event: 'sweep', key: ALIAS }] };

/** A whole sweep in one instant. */
export function sweptAtOnce(ruleSet: RuleSet, moment: Moment = 0): Operation {
  return {
    name: 'a whole sweep in one instant',
    do: (store) => {
      runAtOnce(
        reconcile(taskFor({ ruleSet, aliases: [ALIAS] }, { kind: 'sweep' }, moment, store.capabilities)),
        store,
      );
      return [];
    },
  };
}

/** A whole `apply` in one instant. It also creates an alias that a sweep would leave away. */
export function appliedAtOnce(ruleSet: RuleSet): Operation {
  return {
    name: 'a whole apply in one instant',
    do: (store) => {
      runAtOnce(reconcile(taskFor({ ruleSet, aliases: [ALIAS] }, { kind: 'apply' }, 0, store.capabilities)), store);
      return [];
    },
  };
}

/** A person runs `apply` for the alias. */
export const apply: Operation = { name: 'apply', do: () => [{ event: 'apply', key: ALIAS }] };

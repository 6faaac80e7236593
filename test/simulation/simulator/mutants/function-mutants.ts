import { AutoaliasError } from '../../../../src/autoalias-error.ts';
import { type DecodedEvents, decodeEvents } from '../../../../src/events/decode-events.ts';
import type { Environment } from '../../../../src/handlers/function/environment.ts';
import { handleTimer } from '../../../../src/handlers/function/handle-timer.ts';
import type { Host } from '../../../../src/handlers/function/host.ts';
import { listObjects } from '../../../../src/handlers/walk/list-objects.ts';
import { expandMarkers } from '../../../../src/handlers/work/expand-markers.ts';
import { handleChanges } from '../../../../src/handlers/work/handle-changes.ts';
import type { KeyChange } from '../../../../src/handlers/work/work-of-changes.ts';
import { MARKER_NAME } from '../../../../src/rules/match/marker-place.ts';
import { ownerOfAlias } from '../../../../src/rules/match/match-key.ts';
import type { RuleSet } from '../../../../src/rules/rule-set.ts';
import type { Store } from '../../../../src/stores/store.ts';
import type { PutSymlink, StoreRequest } from '../../../../src/stores/store-request.ts';
import type { ResponseTo, StoreResponse } from '../../../../src/stores/store-response.ts';
import { type Functions, SHIPPED } from '../platform/functions.ts';
import { answering, functionsBy, onHost, withContext, withStore } from './functions-by.ts';

/** Functions that decode events wrongly. */
const EVENT_MUTANTS: Readonly<Record<string, Functions>> = {
  'reads only the first event of a call': decoding(({ changes, ...rest }) => ({
    ...rest,
    changes: changes.slice(0, 1),
  })),
  'decodes keys twice': decoding(({ changes, ...rest }) => ({
    ...rest,
    changes: changes.map((change) => ({ ...change, key: decodeURIComponent(change.key.replaceAll('+', ' ')) })),
  })),
  'handles unwanted events': decoding(({ changes, skipped, malformed }) => ({
    malformed,
    changes: [
      ...changes,
      ...skipped.map(({ event, bucket = 'demo', key = '' }) => ({ event, bucket, key, source: 'smq' as const })),
    ],
    skipped: [],
  })),
  'treats events of other buckets as its own': decoding(({ changes, ...rest }) => ({
    ...rest,
    changes: changes.map((change) => ({ ...change, bucket: 'demo' })),
  })),
  'does not report malformed events': decoding((decoded) => ({ ...decoded, malformed: [] })),
  'drops all events next to a malformed one': decoding((decoded) => {
    const [first] = decoded.malformed;
    if (first !== undefined) throw new AutoaliasError('event-malformed', first.message);
    return decoded;
  }),
};

function decoding(change: (decoded: DecodedEvents) => DecodedEvents): Functions {
  return functionsBy({ decode: (event) => change(decodeEvents(event)) });
}

/** Functions that fail after a change of the rules. */
const RULES_MUTANTS: Readonly<Record<string, Functions>> = {
  'keeps the rules that it read first': onHost(SHIPPED, (host) =>
    withContext(host, (context) => ({ ...context, ruleSet: firstRules(host.environment, context.ruleSet) })),
  ),
  'trusts what older rules wrote': onHost(SHIPPED, (host) =>
    withContext(host, (context) => ({ ...context, store: asIfPresent(context.store, context.ruleSet) })),
  ),
  'removes aliases that no rule owns': {
    ...SHIPPED,
    timer: async (host, event, given) => {
      const { store, ruleSet } = (await host.begin(given)).context();
      for await (const { key, type } of listObjects(store, '')) {
        if (type !== 'Symlink' || ownerOfAlias(ruleSet, key) !== undefined) continue;
        const link = await store.send({ operation: 'GetSymlink', key });
        const ours = link.found === 'symlink' && 'autoalias-rule' in link.metadata;
        if (ours) await store.send({ operation: 'DeleteObject', key });
      }
      return handleTimer(host, event, given);
    },
  },
};

/** A world has one environment, and its instances outlive single runs. */
const readFirst = new WeakMap<Environment, RuleSet>();

function firstRules(environment: Environment, now: RuleSet): RuleSet {
  const first = readFirst.get(environment) ?? now;
  readFirst.set(environment, first);
  return first;
}

/** Shows every alias as written by the alias template that owns it now. */
function asIfPresent(store: Store, ruleSet: RuleSet): Store {
  return answering(store, (request, answer) => {
    if (request.operation !== 'GetSymlink' || !('metadata' in answer)) return answer;
    const owner = ownerOfAlias(ruleSet, request.key);
    if (owner === undefined || answer.metadata['autoalias-rule'] === undefined) return answer;
    const record = { 'autoalias-rule': owner.rule.name, 'autoalias-form': owner.template.digest };
    return { ...answer, metadata: { ...answer.metadata, ...record } };
  });
}

/** Functions that use the wrong credentials. */
const CREDENTIALS_MUTANTS: Readonly<Record<string, Functions>> = {
  'signs with the first credentials of its instance': onHost(SHIPPED, (host) => ({
    ...host,
    begin: (given) => {
      const first = firstContexts.get(host) ?? given;
      firstContexts.set(host, first);
      return host.begin(first);
    },
  })),
};

/** A host lives as long as its instance. */
const firstContexts = new WeakMap<Host, unknown>();

/** Functions that write too often. */
const ECHO_MUTANTS: Readonly<Record<string, Functions>> = {
  'answers each link at a guarded alias with a write': functionsBy({
    handle: (context, changes) => {
      const links = changes.filter(({ cause }) => cause.kind === 'change' && cause.event.endsWith('PutSymlink'));
      const aliases = new Set(links.map(({ key }) => key));
      const store = writingAgain(context.store, (key) => aliases.has(key));
      return handleChanges({ ...context, store }, changes);
    },
  }),
  'writes each alias twice': onHost(SHIPPED, (host) => withStore(host, twice)),
};

/** Writes an alias again, unchanged, each time it is read. */
function writingAgain(store: Store, applies: (key: string) => boolean): Store {
  return {
    ...store,
    send: async (request) => {
      const answer = await store.send(request);
      if (request.operation !== 'GetSymlink' || !applies(request.key) || !('target' in answer)) return answer;
      const { target, headers, metadata } = answer;
      if (metadata['autoalias-rule'] === undefined) return answer;
      await store.send({ operation: 'PutSymlink', key: request.key, target, headers, metadata });
      return store.send(request);
    },
  };
}

function twice(store: Store): Store {
  return {
    ...store,
    send: async (request) => {
      if (request.operation === 'PutSymlink') await store.send(request);
      return store.send(request);
    },
  };
}

/** Functions that write a wrong record of the target. */
const BODY_MUTANTS: Readonly<Record<string, Functions>> = {
  'trusts the ETag in an event': onHost(SHIPPED, (host, event) => {
    const etags = new Map([...new TextDecoder().decode(event).matchAll(NAMED)].map(([, key, etag]) => [key, etag]));
    return withStore(host, (store) => {
      const believing = (write: PutSymlink): PutSymlink => {
        const etag = etags.get(JSON.stringify(write.target));
        return etag === undefined ? write : { ...write, metadata: { ...write.metadata, 'autoalias-etag': etag } };
      };
      return {
        ...store,
        send: <R extends StoreRequest>(request: R) =>
          store.send(request.operation === 'PutSymlink' ? (believing(request) as StoreRequest as R) : request),
      };
    });
  }),
  'reads the ETag from the listing, and the version from the object': onHost(SHIPPED, (host) =>
    withStore(host, (store) => {
      const listed = new Map<string, string>();
      return answering(store, (request, answer) => {
        if ('objects' in answer) for (const { key, etag } of answer.objects) listed.set(key, etag);
        if (request.operation !== 'HeadObject' || !('etag' in answer)) return answer;
        return { ...answer, etag: listed.get(request.key) ?? answer.etag };
      });
    }),
  ),
  'copies only the content type': onHost(SHIPPED, (host) =>
    withStore(host, (store) =>
      answering(store, (request, answer) => {
        if (request.operation !== 'HeadObject' || !('headers' in answer)) return answer;
        const { contentType } = answer.headers;
        return { ...answer, headers: contentType === undefined ? {} : { contentType } };
      }),
    ),
  ),
};

/** Functions that treat markers wrongly. */
const MARKER_MUTANTS: Readonly<Record<string, Functions>> = {
  'ignores changes of markers': functionsBy({
    handle: (context, changes) =>
      handleChanges(
        context,
        changes.filter(({ key }) => !key.endsWith(MARKER_NAME)),
      ),
  }),
  'handles only the first object that a marker covers': functionsBy({
    handle: async (context, changes) => {
      const { changes: all } = await expandMarkers(context, changes);
      const isFirst = ({ key, cause }: KeyChange): boolean =>
        cause.kind !== 'change' ||
        cause.key === key ||
        all.find((one) => one.cause === cause && one.key !== cause.key)?.key === key;
      const markers = all.filter(({ key }) => key.endsWith(MARKER_NAME));
      return handleChanges(
        context,
        all.filter((one) => isFirst(one) && !markers.includes(one)),
      );
    },
  }),
  'writes every alias again when a marker changes': functionsBy({
    handle: async (context, changes) => {
      const { store, ruleSet } = context;
      const done = await handleChanges(context, changes);
      if (!changes.some(({ key }) => key.endsWith(MARKER_NAME))) return done;
      for await (const { key, type } of listObjects(store, '')) {
        if (type !== 'Symlink' || ownerOfAlias(ruleSet, key) === undefined) continue;
        const link = await store.send({ operation: 'GetSymlink', key });
        if (link.found !== 'symlink' || link.metadata['autoalias-rule'] === undefined) continue;
        const { target, headers, metadata } = link;
        await store.send({ operation: 'PutSymlink', key, target, headers, metadata });
      }
      return done;
    },
  }),
  'looks for markers in the folder above': onHost(SHIPPED, (host) =>
    withStore(host, (store) =>
      answering(store, (request, answer) => {
        if (request.operation === 'HeadObject' && request.key.endsWith(MARKER_NAME))
          return { found: 'none', deleteMarker: false };
        if (!('objects' in answer)) return answer;
        return { ...answer, objects: answer.objects.filter(({ key }) => !key.endsWith(`/${MARKER_NAME}`)) };
      }),
    ),
  ),
};

/** Functions that treat the record of a deletion wrongly. */
const REMOVAL_MUTANTS: Readonly<Record<string, Functions>> = {
  'deletes aliases without a record': onHost(SHIPPED, (host) =>
    withStore(host, (store) => ({
      ...store,
      // The protocol does not read the answer.
      send: <R extends StoreRequest>(request: R) =>
        isRemovalRecord(request)
          ? Promise.resolve({ written: true } as StoreResponse as ResponseTo<R>)
          : store.send(request),
    })),
  ),
};

function isRemovalRecord(request: StoreRequest): boolean {
  return request.operation === 'PutSymlink' && request.metadata?.['autoalias-removes'] !== undefined;
}

/** The key, as JSON, and the ETag of a record. */
const NAMED = /"object":\{"key":("(?:[^"\\]|\\.)*"),"eTag":"([0-9A-F]+)"/g;

/** Functions that are broken outside the protocol. */
export const FUNCTION_MUTANTS: Readonly<Record<string, Functions>> = {
  ...EVENT_MUTANTS,
  ...RULES_MUTANTS,
  ...CREDENTIALS_MUTANTS,
  ...ECHO_MUTANTS,
  ...BODY_MUTANTS,
  ...MARKER_MUTANTS,
  ...REMOVAL_MUTANTS,
};

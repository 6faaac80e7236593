import { AutoaliasError } from '../../../../src/autoalias-error.ts';
import { type DecodedEvents, decodeEvents } from '../../../../src/events/decode-events.ts';
import { isGuardedLink } from '../../../../src/handlers/function/handle-object-events.ts';
import { handleTimer } from '../../../../src/handlers/function/handle-timer.ts';
import type { HandlerContext } from '../../../../src/handlers/function/handler-context.ts';
import type { Host } from '../../../../src/handlers/function/host.ts';
import { handleChanges } from '../../../../src/handlers/work/handle-changes.ts';
import type { KeyChange } from '../../../../src/handlers/work/work-of-changes.ts';
import type { Store } from '../../../../src/stores/store.ts';
import type { StoreRequest } from '../../../../src/stores/store-request.ts';
import type { ResponseTo } from '../../../../src/stores/store-response.ts';
import type { Functions } from '../platform/functions.ts';
import type { Handle } from './handle-by.ts';

export interface Replacements {
  readonly decode?: (event: Uint8Array) => DecodedEvents;
  readonly handle?: Handle;
}

/** Like handleObjectEvents, but with some parts replaced. */
export function functionsBy({ decode = decodeEvents, handle = handleChanges }: Replacements): Functions {
  return {
    timer: handleTimer,
    objectEvents: async (host, event, given) => {
      const invocation = await host.begin(given);
      const isServed = ({ bucket }: { readonly bucket?: string }) => bucket === undefined || invocation.serves(bucket);
      const decoded = decode(event);
      const { malformed } = decoded;
      const [changes, skipped] = [decoded.changes.filter(isServed), decoded.skipped.filter(isServed)];
      const foreign = decoded.changes.length + decoded.skipped.length - changes.length - skipped.length;
      const context = invocation.context();
      const links = skipped.filter((one) => isGuardedLink(invocation, one));
      const relevant = [...changes, ...links].map(
        ({ key = '', event: name, actor }): KeyChange => ({ key, cause: { kind: 'change', event: name, key, actor } }),
      );
      // In as many steps as the shipped functions. Otherwise parallel handlers send their requests in another order.
      const results = await Promise.all(relevant.length === 0 ? [] : [handle(context, relevant)]);
      const handled = results.flatMap((result) => result.handled);
      const failures = handled.filter((one) => 'error' in one);
      if (failures.length > 0) {
        const cause = new AggregateError(failures.map(({ error }) => error));
        throw new AutoaliasError('changes-failed', failures[0]?.report.why ?? '', { cause });
      }
      if (malformed.length > 0) throw new AutoaliasError('event-malformed', malformed[0]?.message ?? '');
      return {
        changes: changes.length + links.length,
        skipped: skipped.length + foreign - links.length,
        aliases: handled.length,
      };
    },
  };
}

/** The shipped functions on another host. */
export function onHost(functions: Functions, change: (host: Host, event: Uint8Array) => Host): Functions {
  return {
    objectEvents: (host, event, context) => functions.objectEvents(change(host, event), event, context),
    timer: (host, event, context) => functions.timer(change(host, event), event, context),
  };
}

/** A host that passes a changed context to its handlers. */
export function withContext(host: Host, change: (context: HandlerContext) => HandlerContext): Host {
  return {
    ...host,
    begin: async (given) => {
      const invocation = await host.begin(given);
      return { ...invocation, context: (bucket) => change(invocation.context(bucket)) };
    },
  };
}

export function withStore(host: Host, change: (store: Store) => Store): Host {
  return withContext(host, (context) => ({ ...context, store: change(context.store) }));
}

/** A store with changed answers. */
export function answering(
  store: Store,
  sight: (request: StoreRequest, answer: ResponseTo<StoreRequest>) => unknown,
): Store {
  return {
    ...store,
    // A changed answer must still fit its request.
    send: async <R extends StoreRequest>(request: R) => sight(request, await store.send(request)) as ResponseTo<R>,
  };
}

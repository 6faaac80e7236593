import type { StoreRequest } from '../../stores/store-request.ts';
import type { StoreResponse } from '../../stores/store-response.ts';

export type Send = (request: StoreRequest) => Promise<StoreResponse>;

/** Shares HeadObject requests between the protocols of a batch of events. */
export interface SharedLooks {
  /** @param event the key of the event that the protocol handles. Only protocols of one event wait for each other. */
  join(event: string): LookMember;
}

/** One protocol among those that share their looks. */
export interface LookMember {
  /** Answers a request of the first step of the protocol. */
  first(request: StoreRequest, send: Send): Promise<StoreResponse>;
  /** Answers a request of the step after the first write of the protocol. Call `leave` before. */
  afterWrite(request: StoreRequest, send: Send): Promise<StoreResponse>;
  /** The first write has been answered, or the protocol has ended or stopped. No other protocol waits for it any more. */
  leave(): void;
}

/** A protocol that shares nothing. */
export const ALONE: LookMember = {
  first: (request, send) => send(request),
  afterWrite: (request, send) => send(request),
  leave: () => {},
};

/**
 * If an uploaded object affects several aliases, the protocol of each alias begins by reading the object and its marker, and
 * reads both again after its write. These reads are sent once for all of them:
 *
 * - In the first step, each HeadObject is sent once for each key. The store can answer the requests of one step in any order
 *   and with any delay, so a protocol could have received the shared response itself.
 * - After the writes, each HeadObject is sent once, when all protocols of the event that were running have written or stopped.
 *   So the response is newer than the write of each of them. A response that is older than one of the writes would miss an
 *   object that was deleted in between.
 *
 * A protocol that begins once others wait for their look shares a later one, so no protocol waits for one that has not begun.
 *
 * Create one for each batch of events, because a response must be newer than the event that it is used for.
 */
export function shareLooks(): SharedLooks {
  const heads = new Map<string, Promise<StoreResponse>>();
  const rounds = new Map<string, LookRound>();
  return {
    join: (event) => {
      const open = rounds.get(event);
      const round = open === undefined || open.isClosed ? createRound() : open;
      rounds.set(event, round);
      round.writing++;
      let isIn = true;
      return {
        first: (request, send) => once(heads, request, send),
        afterWrite: (request, send) => {
          if (request.operation !== 'HeadObject') return send(request);
          round.isClosed = true;
          const look = once(round.looks, request, () => round.hasWritten.then(() => send(request)));
          if (round.writing === 0) round.end();
          return look;
        },
        leave: () => {
          if (!isIn) return;
          isIn = false;
          round.writing--;
          if (round.isClosed && round.writing === 0) round.end();
        },
      };
    },
  };
}

/** Protocols that share the look after their writes. */
interface LookRound {
  /** How many of them may still write for the first time. */
  writing: number;
  /** One of them waits for its look, so no other protocol joins. */
  isClosed: boolean;
  readonly looks: Map<string, Promise<StoreResponse>>;
  /** Resolves once none of them may still write. */
  readonly hasWritten: Promise<void>;
  readonly end: () => void;
}

function createRound(): LookRound {
  let end = (): void => {};
  const hasWritten = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { writing: 0, isClosed: false, looks: new Map(), hasWritten, end };
}

/** Sends a HeadObject unless one for the same key is known. Sends every other request. */
function once(known: Map<string, Promise<StoreResponse>>, request: StoreRequest, send: Send): Promise<StoreResponse> {
  if (request.operation !== 'HeadObject') return send(request);
  const response = known.get(request.key) ?? send(request);
  known.set(request.key, response);
  return response;
}

import { StoreError } from '../../stores/store-error.ts';
import type { ListObjectVersions } from '../../stores/store-request.ts';
import type { StoreResponse, VersionsPage } from '../../stores/store-response.ts';
import type { LookMember, Send, SharedLooks } from '../work/share-looks.ts';
import { answerLookUpsIn, isLookUp, type LookUp } from './look-ups.ts';

/** Shares the requests of the aliases of a sweep. */
export interface SweepLooks {
  /** For aliases that are handled together. Call it for each batch, so that answers are not older than the batch. */
  ofBatch(): SharedLooks;
}

/**
 * The aliases of a sweep share two kinds of requests:
 *
 * - Aliases of one batch often have the same winner. The HeadObject with which their protocols begin is sent once for each key.
 *   The store can answer the requests of one step in any order and with any delay, so a protocol could have received the
 *   shared response itself.
 * - A protocol that creates an alias looks up versions after its write. The look-ups of all protocols that run at the same time
 *   are answered from common pages, when each of them has written or stopped. So an answer is newer than the write of each of them.
 *
 * A protocol that begins once others wait for their look-ups shares later ones. So no look-up waits for a protocol that has not begun.
 *
 * @param listed the prefixes that the sweep may list, in key order.
 */
export function shareLookUps(listed: readonly string[]): SweepLooks {
  let round = createRound(listed);
  const join = (): Omit<LookMember, 'first'> => {
    if (round.isClosed) round = createRound(listed);
    const own = round;
    own.writing++;
    let isIn = true;
    return {
      afterWrite: async (request, send) => {
        if (request.operation !== 'ListObjectVersions' || !isLookUp(request)) return send(request);
        return own.answer(request, send);
      },
      leave: () => {
        if (isIn) own.left();
        isIn = false;
      },
    };
  };
  return {
    ofBatch: () => {
      const heads = new Map<string, Promise<StoreResponse>>();
      const first: LookMember['first'] = (request, send) => {
        if (request.operation !== 'HeadObject') return send(request);
        const head = heads.get(request.key) ?? send(request);
        heads.set(request.key, head);
        return head;
      };
      return { join: () => ({ first, ...join() }) };
    },
  };
}

/** Protocols that share the look-ups after their writes. */
function createRound(listed: readonly string[]) {
  const lookUps: LookUp[] = [];
  let answers: Promise<ReadonlyMap<string, VersionsPage>> | undefined;
  let end = (): void => {};
  const hasWritten = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    /** How many of them may still write for the first time. */
    writing: 0,
    /** One of them waits for its look-ups, so no other protocol joins. */
    isClosed: false,
    left(): void {
      this.writing--;
      if (this.isClosed && this.writing === 0) end();
    },
    /** The first one that waits sends the pages. */
    async answer(lookUp: LookUp, send: Send): Promise<VersionsPage> {
      this.isClosed = true;
      lookUps.push(lookUp);
      const sendPage = async (request: ListObjectVersions) => (await send(request)) as VersionsPage;
      answers ??= hasWritten.then(() => answerLookUpsIn(listed, lookUps, sendPage)).catch(emptyIfDenied);
      if (this.writing === 0) end();
      return (await answers).get(lookUp.prefix) ?? NOTHING;
    },
  };
}

/** A role may not have the right to list the versions of candidates. Without answers, each protocol lists the candidates instead. */
function emptyIfDenied(error: unknown): ReadonlyMap<string, VersionsPage> {
  if (error instanceof StoreError && error.details.status === 403) return new Map();
  throw error;
}

const NOTHING: VersionsPage = { versions: [], prefixes: [] };

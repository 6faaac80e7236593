import { ATTEMPTS, mayRetry, retryDelay } from '../../../src/stores/oss/retry.ts';
import { refused, unanswered } from '../../../src/stores/oss/store-failure.ts';
import type { Store } from '../../../src/stores/store.ts';
import { StoreError } from '../../../src/stores/store-error.ts';
import type { PutObject, StoreRequest } from '../../../src/stores/store-request.ts';
import type { ResponseTo, StoreResponse } from '../../../src/stores/store-response.ts';
import { checkWrite } from './check-write.ts';
import type { FaultSchedule } from './fault-schedule.ts';
import type { RequestFault } from './plan.ts';
import { MISHAPS, type Mishap } from './request-faults.ts';
import type { Run } from './run.ts';
import type { Simulation } from './simulation.ts';
import { violation } from './violation.ts';

type HandlerRequest = Exclude<StoreRequest, PutObject>;

/** A request under way. */
interface Sending {
  readonly run: Run;
  readonly request: HandlerRequest;
  readonly attempt: number;
  /** What is left of a fault that stays with it. */
  readonly beset?: { readonly kind: RequestFault; readonly times: number };
  readonly resolve: (answer: StoreResponse) => void;
  readonly reject: (error: unknown) => void;
}

export interface ClientParts {
  readonly simulation: Simulation;
  readonly faults: FaultSchedule;
  readonly count: (fault: RequestFault) => void;
  readonly kill: (run: Run) => void;
  /** Which handler's request is at the store. */
  readonly writing: (run: Run | undefined) => void;
}

export interface Client {
  storeFor(run: Run): Store;
  /** Requests that had an answer. */
  answered(): number;
}

/**
 * The OSS client as handlers know it, without a wire: every attempt is a thing of its own in the loop, with its own
 * mishap, and the retry rules are the client's.
 */
export const createClient = (parts: ClientParts): Client => {
  const { simulation, faults, count, kill, writing } = parts;
  const { loop, random, store, tell } = simulation;
  const stalls = random.pick([0, 4, 8, 20]);
  let answered = 0;

  const effect = (run: Run, request: HandlerRequest): StoreResponse => {
    simulation.steps++;
    simulation.mark('key' in request ? request.key : request.operation);
    writing(run);
    try {
      const response = checkWrite(simulation, run, request, () => store.answer(request));
      tell(() => `${show(run, request)}${outcomeOf(response)}`);
      return response;
    } finally {
      writing(undefined);
    }
  };

  const effectLater = (run: Run, request: HandlerRequest): void => {
    if (!isWrite(request)) return;
    const late = (): void => {
      tell(() => `${show(run, request)} takes effect only now`);
      if (!simulation.oracle.ownerOf(request.key)?.guard) simulation.ledger.owe(request.key);
      simulation.ledger.mayGoBack(request.key);
      effect(run, request);
    };
    loop.post(random.below(random.pick([100, 5_000, 200_000])), late, 'background');
  };

  const settled = (work: () => void): void => {
    simulation.stirred = true;
    work();
  };

  const fail = (sending: Sending, failure: NonNullable<Mishap['failure']>): void => {
    const { run, request, attempt, reject } = sending;
    if (attempt < ATTEMPTS && mayRetry(failure)) {
      const wait = retryDelay(attempt + 1, failure, () => random.below(2 ** 20) / 2 ** 20);
      loop.post(Math.round(wait), () => run.alive && depart({ ...sending, attempt: attempt + 1 }));
      return;
    }
    const sent = { bucket: store.bucket, attempts: attempt };
    settled(() =>
      reject(failure.error ? refused(request, sent, failure.error) : unanswered(request, sent, 'no answer')),
    );
  };

  const answer = (sending: Sending, late = 0): void => {
    const { run, request, resolve, reject } = sending;
    try {
      const response = effect(run, request);
      answered++;
      if (late === 0) settled(() => resolve(response));
      else loop.post(late, () => settled(() => resolve(response)));
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      settled(() => reject(error));
    }
  };

  const arrive = (sending: Sending): void => {
    const { run, request } = sending;
    if (!run.alive) return;
    const beset = sending.beset ?? faults.ofRequest(isWrite(request));
    const kind = run.tokenExpired ? 'token expired' : beset?.kind;
    if (kind === undefined) {
      answer(sending);
      return;
    }
    count(kind);
    tell(() => `${show(run, request)}: ${kind}`);
    befall(sending, kind, (beset?.times ?? 1) - 1);
  };

  /** @param left how many more of its attempts it befalls. */
  const befall = ({ beset: _, ...sending }: Sending, kind: RequestFault, left: number): void => {
    const { run, request } = sending;
    const mishap = MISHAPS[kind];
    if (mishap.stays) run.tokenExpired = true;
    if (mishap.failure === undefined && mishap.kills === undefined) answer(sending, mishap.late);
    else if (mishap.effect === 'now') tolerate(() => effect(run, request));
    else if (mishap.effect === 'later') effectLater(run, request);
    if (mishap.kills) kill(run);
    if (mishap.failure !== undefined) {
      fail(left === 0 ? sending : { ...sending, beset: { kind, times: left } }, mishap.failure);
    }
  };

  /** Now and then one takes so long that everybody else is done meanwhile. */
  const depart = (sending: Sending): void => {
    const stalled = stalls > 0 && random.below(stalls) === 0;
    loop.post(random.below(stalled ? 4000 : sending.run.pace), () => arrive(sending));
  };

  const send = (run: Run, request: StoreRequest): Promise<StoreResponse> =>
    new Promise((resolve, reject) => {
      if (request.operation === 'PutObject') throw violation(`${run.delivery.name} uploads ${request.key}`);
      run.requests++;
      if (isWrite(request)) run.writes++;
      if (run.alive) depart({ run, request, attempt: 1, resolve, reject });
    });

  return {
    storeFor: (run) => ({
      bucket: store.bucket,
      send: <R extends StoreRequest>(request: R) => send(run, request) as Promise<ResponseTo<R>>,
      close: async () => {},
    }),
    answered: () => answered,
  };
};

/** A request whose answer nobody sees may be refused like any other. */
const tolerate = (work: () => unknown): void => {
  try {
    work();
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
  }
};

export const isWrite = (
  request: StoreRequest,
): request is Extract<StoreRequest, { operation: 'PutSymlink' | 'DeleteObject' }> =>
  request.operation === 'PutSymlink' || request.operation === 'DeleteObject';

/** What is worth telling of an answer. */
const outcomeOf = (response: StoreResponse): string => {
  if ('target' in response) return `: points at ${response.target}`;
  if ('found' in response) return `: ${response.found}`;
  if ('objects' in response) return `: ${response.objects.length} objects`;
  if ('versions' in response) return `: ${response.versions.length} versions`;
  return 'written' in response && !response.written ? ': refused' : '';
};

const show = ({ delivery }: Run, request: HandlerRequest): string => {
  const about = 'key' in request ? request.key : 'prefix' in request ? `${request.prefix}*` : '';
  const target = request.operation === 'PutSymlink' ? ` -> ${request.target}` : '';
  return `${delivery.name}: ${request.operation} ${about}${target}`;
};

import type { Credentials } from '../../../../src/oss-wire/credentials.ts';
import { ATTEMPTS, mayRetry, retryDelay } from '../../../../src/stores/http/retry.ts';
import { refused, unanswered } from '../../../../src/stores/http/store-failure.ts';
import { OSS_WORDS } from '../../../../src/stores/oss/response/oss-words.ts';
import type { Store } from '../../../../src/stores/store.ts';
import { StoreError } from '../../../../src/stores/store-error.ts';
import type { StoreRequest } from '../../../../src/stores/store-request.ts';
import type { ResponseTo, StoreResponse } from '../../../../src/stores/store-response.ts';
import { violation } from '../check/violation.ts';
import type { RequestFault } from '../plan/plan.ts';
import { type Run, recordsOf } from '../run.ts';
import type { Simulation } from '../simulation.ts';
import type { FaultSchedule } from './fault-schedule.ts';
import {
  type HandlerRequest,
  isWrite,
  showRequest,
  takeEffect,
  takeEffectLater,
  takeEffectUnseen,
} from './request-effect.ts';
import { ATTEMPT_OUTCOMES, type AttemptOutcome } from './request-faults.ts';

/** A request that is being sent. */
interface Sending {
  readonly run: Run;
  readonly request: HandlerRequest;
  readonly attempt: number;
  readonly credentials: () => Credentials;
  /** The rest of a fault that hits several attempts. */
  readonly fault?: { readonly kind: RequestFault; readonly times: number };
  readonly resolve: (answer: StoreResponse) => void;
  readonly reject: (error: unknown) => void;
}

export interface Client {
  /** The store of an instance, for its current run. `credentials` is called before every attempt. */
  openStore(run: () => Run, credentials: () => Credentials): Store;
}

/**
 * The OSS client that handlers use, without a connection. Every attempt is a separate event in the loop and can have
 * its own fault. The retry rules are those of the shipped client.
 */
export function createClient(simulation: Simulation, faults: FaultSchedule, kill: (run: Run) => void): Client {
  const { loop, random, tell, tokens } = simulation;
  // Sometimes one request takes so long that all other work finishes first.
  const stalls = random.pick([0, 4, 8, 20]);

  const depart = (sending: Sending): void => {
    const stalled = stalls > 0 && random.below(stalls) === 0;
    const signedWith = sending.credentials();
    loop.post(random.below(stalled ? 4000 : sending.run.pace), () => arrive(sending, signedWith));
  };
  const arrive = (sending: Sending, signedWith: Credentials): void => {
    const { run, request } = sending;
    if (!run.alive) return;
    const fault = sending.fault ?? faults.ofRequest(isWrite(request));
    const accepted = tokens.areValid(signedWith);
    if (!accepted && tokens.areValid(run.credentials)) {
      throw violation(`${run.delivery.name} signs with an expired token, although it received a valid one`);
    }
    const kind = accepted ? fault?.kind : 'token expired';
    if (kind === undefined) {
      answer(simulation, sending);
      return;
    }
    simulation.count(kind);
    tell(() => `${showRequest(run, request)}: ${kind}`);
    if (ATTEMPT_OUTCOMES[kind].endsToken) tokens.revoke(signedWith);
    hit(sending, kind, (fault?.times ?? 1) - 1);
  };
  /** @param left how many more of its attempts the fault hits. */
  const hit = ({ fault: _, ...sending }: Sending, kind: RequestFault, left: number): void => {
    const { run, request } = sending;
    const outcome = ATTEMPT_OUTCOMES[kind];
    if (isWrite(request)) simulation.writeCounts.reason(request.key);
    if (outcome.kills) for (const alias of run.looks.keys()) simulation.writeCounts.reason(alias);
    if (outcome.failure === undefined && outcome.kills === undefined) answer(simulation, sending, outcome.late);
    else if (outcome.effect === 'now') takeEffectUnseen(simulation, run, request);
    else if (outcome.effect === 'later') takeEffectLater(simulation, run, request);
    if (outcome.kills) kill(run);
    if (outcome.failure === undefined) return;
    const again = failOrRetry(simulation, sending, outcome.failure);
    if (again === undefined) return;
    const next = { ...sending, attempt: sending.attempt + 1, ...(left > 0 ? { fault: { kind, times: left } } : {}) };
    loop.post(again, () => run.alive && depart(next));
  };

  const send = (run: Run, request: StoreRequest, credentials: () => Credentials): Promise<StoreResponse> =>
    new Promise((resolve, reject) => {
      if (request.operation === 'PutObject') throw violation(`${run.delivery.name} uploads ${request.key}`);
      run.requests++;
      if (isWrite(request)) run.writes++;
      if (isOnlyEcho(run)) simulation.echo.requests++;
      if (run.alive) depart({ run, request, credentials, attempt: 1, resolve, reject });
    });
  return {
    openStore: (run, credentials) => ({
      bucket: simulation.store.bucket,
      capabilities: simulation.capabilities,
      // The type of the answer always fits the request.
      send: <R extends StoreRequest>(request: R) => send(run(), request, credentials) as Promise<ResponseTo<R>>,
      close: async () => {},
    }),
  };
}

/** The call contained only events of the handlers' own writes. */
function isOnlyEcho({ delivery }: Run): boolean {
  const records = recordsOf(delivery);
  return records.length > 0 && records.every(({ own }) => own);
}

/** @param late milliseconds between the effect and the answer. */
function answer(simulation: Simulation, { run, request, resolve, reject }: Sending, late = 0): void {
  const settle = (work: () => void): void => {
    simulation.stirred = true;
    work();
  };
  try {
    const response = takeEffect(simulation, run, request);
    simulation.answered++;
    if (late === 0) settle(() => resolve(response));
    else simulation.loop.post(late, () => settle(() => resolve(response)));
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    settle(() => reject(error));
  }
}

/**
 * Returns the milliseconds until the next attempt. After the last one, passes the error to the sender and returns
 * undefined.
 */
function failOrRetry(
  simulation: Simulation,
  { request, attempt, reject }: Sending,
  failure: NonNullable<AttemptOutcome['failure']>,
): number | undefined {
  const { random, store } = simulation;
  if (attempt < ATTEMPTS && mayRetry(failure)) {
    return Math.round(retryDelay(attempt + 1, failure, () => random.below(2 ** 20) / 2 ** 20));
  }
  const sent = { bucket: store.bucket, attempts: attempt };
  simulation.stirred = true;
  reject(failure.error ? refused(request, sent, failure.error, OSS_WORDS) : unanswered(request, sent, 'no answer'));
  return undefined;
}

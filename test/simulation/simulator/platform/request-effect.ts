import { StoreError } from '../../../../src/stores/store-error.ts';
import type { PutObject, StoreRequest } from '../../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../../src/stores/store-response.ts';
import { checkWrite, isInterim, isRemovalRecord } from '../check/check-write.ts';
import { type Run, recordsOf } from '../run.ts';
import type { Simulation } from '../simulation.ts';

/** A request of a handler. Handlers never upload. */
export type HandlerRequest = Exclude<StoreRequest, PutObject>;

/** Applies a handler's request to the bucket. Throws the StoreError of a refusal. */
export function takeEffect(simulation: Simulation, run: Run, request: HandlerRequest): StoreResponse {
  simulation.steps++;
  simulation.mark('key' in request ? request.key : request.operation);
  simulation.writer = run;
  try {
    const response = checkWrite(simulation, run, request, () => simulation.answer(request));
    if (isWrite(request)) noteWrite(simulation, run, request);
    simulation.tell(() => `${showRequest(run, request)}${showOutcome(response)}`);
    return response;
  } finally {
    simulation.writer = undefined;
  }
}

/** Counts the write, and leaves the alias to a sweep if older rules wrote it. */
function noteWrite(simulation: Simulation, run: Run, request: HandlerRequest & { readonly key: string }): void {
  const { writeCounts, echo, ledger, rules } = simulation;
  const { key: alias } = request;
  // A deletion and its record are one write.
  // A handler that shows a former target writes the alias once more after its listing.
  if (!isRemovalRecord(request) && !isInterim(request)) writeCounts.wrote(alias);
  if (isEcho(simulation, run, alias)) echo.writes++;
  if (run.rules === rules) return;
  writeCounts.reason(alias);
  ledger.owe(alias);
  ledger.mayMoveBack(alias);
  ledger.mayStayMissing(alias);
}

/** The call contains no event that affects the alias, except events of the handlers' own writes. */
function isEcho({ touched }: Simulation, { delivery, rules }: Run, alias: string): boolean {
  const records = recordsOf(delivery);
  const others = records.filter(({ own }) => !own);
  const bears = (key: string): boolean =>
    [...rules.oracle.affectedBy(key, touched.keys()), ...rules.oracle.namesOf(key)].some((name) =>
      rules.oracle.namesOf(alias).includes(name),
    );
  return others.length < records.length && !others.some(({ key }) => bears(key));
}

/** Applies a request whose answer is lost, so that a refusal makes no difference. */
export function takeEffectUnseen(simulation: Simulation, run: Run, request: HandlerRequest): void {
  try {
    takeEffect(simulation, run, request);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
  }
}

/** Delays a write, so that it arrives after its sender stopped waiting. Only a rule with `guard` notices it. */
export function takeEffectLater(simulation: Simulation, run: Run, request: HandlerRequest): void {
  if (!isWrite(request)) return;
  const { loop, random, ledger, tell } = simulation;
  const arrive = (): void => {
    tell(() => `${showRequest(run, request)} arrives only now`);
    if (!simulation.rules.oracle.ownerOf(request.key)?.guard) ledger.owe(request.key);
    ledger.mayMoveBack(request.key);
    // It may replace a link to an archived target, which no handler writes again.
    ledger.mayVanish(request.key);
    simulation.writeCounts.reason(request.key);
    takeEffectUnseen(simulation, run, request);
  };
  loop.post(random.below(random.pick([100, 5_000, 200_000])), arrive, 'background');
}

export function isWrite(
  request: StoreRequest,
): request is Extract<StoreRequest, { operation: 'PutSymlink' | 'DeleteObject' }> {
  return request.operation === 'PutSymlink' || request.operation === 'DeleteObject';
}

export function showRequest({ delivery }: Run, request: HandlerRequest): string {
  const about = 'key' in request ? request.key : 'prefix' in request ? `${request.prefix}*` : '';
  const target = request.operation === 'PutSymlink' ? ` -> ${request.target}` : '';
  return `${delivery.name}: ${request.operation} ${about}${target}`;
}

/** A short description of an answer. */
function showOutcome(response: StoreResponse): string {
  if ('target' in response) return `: points at ${response.target}`;
  if ('found' in response) return `: ${response.found}`;
  if ('objects' in response) return `: ${response.objects.length} objects`;
  if ('versions' in response) return `: ${response.versions.length} versions`;
  return 'written' in response && !response.written ? ': refused' : '';
}

import { randomUUID } from 'node:crypto';
import { AutoaliasError } from '../../autoalias-error.ts';
import { messageOf } from '../../error-text.ts';
import type { Store } from '../../stores/store.ts';
import { shownAnswer } from '../cloud/shown-answer.ts';
import { runFunction } from '../invoke/call-fc.ts';
import type { FcTarget } from '../invoke/function-call.ts';
import { stackAction } from './deployment-plan.ts';
import type { PreparedDeployment } from './make-plan.ts';
import type { RosTarget } from './ros-api.ts';
import { createStack, failuresOf, readStack, type Stack, updateStack } from './stack.ts';
import { stateOf } from './stack-state.ts';
import { waitForStack } from './wait-for-stack.ts';

/** How to carry a deployment out. */
export interface CarryOut {
  readonly ros: RosTarget;
  readonly openBucket: (bucket: string) => Store;
  readonly fcTarget: (stack: Stack) => FcTarget;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Prints what happens. */
  readonly say: (line: string) => void;
}

/** What was done. */
export interface CarriedOut {
  readonly stack: Stack | undefined;
  readonly stackWas: 'created' | 'updated' | 'unchanged' | undefined;
  /** The sweep was run, and this is what the function returned. */
  readonly sweep: unknown;
  /** Ctrl-C ended it. What was done until then, and what continues. */
  readonly stopped: string | undefined;
}

/**
 * Waits until an operation that an earlier run began has ended. Returns undefined if Ctrl-C was pressed first.
 *
 * @throws AutoaliasError `api-failed` if the stack cannot be updated then.
 */
export async function resumeStack(
  stack: Stack,
  parts: Pick<CarryOut, 'ros' | 'signal' | 'say'>,
): Promise<Stack | undefined> {
  const { ros, signal, say } = parts;
  say(`stack ${stack.name}: ${stack.status}, begun earlier; waiting until it ends`);
  return waitForStack({
    read: () => readStack(ros, stack.id),
    before: undefined,
    signal,
    onProgress: (now) => say(progressLine(now)),
  });
}

/** @throws AutoaliasError `api-failed` for a stack that has to be deleted before it can be deployed again. */
export function refuseStuck(stack: Stack, { region }: RosTarget): void {
  if (stateOf(stack) !== 'stuck') return;
  throw new AutoaliasError(
    'api-failed',
    `the stack ${stack.name} is in the status ${stack.status}, and cannot be updated: ${stack.reason}; delete it (aliyun ros DeleteStack --RegionId ${region} --StackId ${stack.id}), and run the command again`,
  );
}

/** Uploads the code, creates or updates the stack, and sweeps. Each step that fails throws, and says what was done before. */
export async function carryOut({ plan, code }: PreparedDeployment, parts: CarryOut): Promise<CarriedOut> {
  const { ros, openBucket, fcTarget, signal, say } = parts;
  const { stackName, code: at } = plan;
  const done: string[] = [];
  const step = createSteps(done);
  const stop = (stack: Stack | undefined, stackWas: CarriedOut['stackWas'], what: string): CarriedOut => ({
    stack,
    stackWas,
    sweep: null,
    stopped: [...done, what, 'run the same command again to continue'].join('; '),
  });

  if (!at.isUploaded) {
    say(`uploading oss://${at.bucket}/${at.key}`);
    await step(`the upload of oss://${at.bucket}/${at.key}`, 'check oss:PutObject on that key', async () => {
      const store = openBucket(at.bucket);
      const headers = { contentType: 'application/zip' };
      await store.send({ operation: 'PutObject', key: at.key, body: code.zip, headers }).finally(() => store.close());
    });
    done.push('the code is uploaded');
  }
  if (signal.aborted) return stop(plan.stack, undefined, `the stack ${stackName} was not changed`);

  const action = stackAction(plan);
  let { stack } = plan;
  let stackWas: CarriedOut['stackWas'] = 'unchanged';
  if (action !== 'none') {
    say(`stack ${stackName}: ${action === 'create' ? 'creating' : 'updating'}`);
    const known = await step('reading the events of the stack', RIGHTS, () => knownFailures(ros, stack));
    const begun = await step(
      `the ${action === 'create' ? 'creation' : 'update'} of the stack ${stackName}`,
      RIGHTS,
      () => begin(ros, plan),
    );
    if (begun !== 'unchanged') {
      const ended = await step(`waiting for the stack ${stackName}`, AGAIN, () =>
        waitForStack({
          read: () => readStack(ros, begun),
          before: stack,
          signal,
          onProgress: (now) => say(progressLine(now)),
        }),
      );
      if (ended === undefined) {
        return stop(
          stack,
          undefined,
          `the ${action === 'create' ? 'creation' : 'update'} of the stack ${stackName} continues`,
        );
      }
      if (stateOf(ended) !== 'settled') throw await stackFailure(ended, ros, known, done);
      stack = ended;
      stackWas = action === 'create' ? 'created' : 'updated';
      done.push(`the stack ${stackName} is ${stackWas}`);
    }
  }
  if (stack === undefined) throw new TypeError('a stack that was not created has no action');
  if (signal.aborted) return stop(stack, stackWas, 'no sweep was run');

  const ready = stack;
  const name = plan.parameters.get('Name') ?? 'autoalias';
  say('sweeping with the new rules');
  const sweep = await step('the sweep', 'run it again with autoalias invoke sweep, or wait for the timer', () =>
    runSweep(fcTarget(ready), name),
  );
  return { stack, stackWas, sweep, stopped: undefined };
}

const RIGHTS = 'check the permissions of this user for Resource Orchestration Service and for what the stack contains';
const AGAIN = 'the stack goes on by itself; run the same command again to follow it';

type Step = <T>(what: string, advice: string, work: () => Promise<T>) => Promise<T>;

/** An error of a step names the step, and what was done before it. */
function createSteps(done: readonly string[]): Step {
  return async (what, advice, work) => {
    try {
      return await work();
    } catch (cause) {
      const before = done.length === 0 ? 'nothing was changed' : done.join('; ');
      const code = cause instanceof AutoaliasError ? cause.code : 'api-failed';
      throw new AutoaliasError(code, `${what} failed: ${messageOf(cause)}; ${advice} (${before})`, { cause });
    }
  };
}

/** Begins the operation. Returns the id of the stack, or `unchanged`. */
async function begin(ros: RosTarget, { stackName, stack, template, parameters }: PreparedDeployment['plan']) {
  const content = { template, parameters, clientToken: randomUUID() };
  if (stack === undefined) return createStack(ros, stackName, content);
  return (await updateStack(ros, stack.id, content)) === 'unchanged' ? 'unchanged' : stack.id;
}

async function knownFailures(ros: RosTarget, stack: Stack | undefined): Promise<ReadonlySet<string>> {
  if (stack === undefined) return new Set();
  return new Set((await failuresOf(ros, stack.id)).map(({ eventId }) => eventId));
}

function progressLine({ name, status, progress }: Stack): string {
  const counts = progress === undefined ? '' : `, ${progress.done} of ${progress.total} resources`;
  return `stack ${name}: ${status}${counts}`;
}

/** Why an operation of a stack failed: its own reason, and that of each resource. */
async function stackFailure(
  stack: Stack,
  ros: RosTarget,
  known: ReadonlySet<string>,
  done: readonly string[],
): Promise<AutoaliasError> {
  const events = await failuresOf(ros, stack.id).catch(() => []);
  const reasons = events
    .filter(({ eventId, resource }) => !known.has(eventId) && resource !== stack.name)
    .map(({ resource, type, status, reason }) => `${resource} (${type}) ${status}: ${reason}`);
  const why = [stack.reason, ...new Set(reasons)].filter((text) => text !== '').join('; ');
  const advice =
    stateOf(stack) === 'stuck'
      ? `correct the cause, delete the stack (aliyun ros DeleteStack --RegionId ${ros.region} --StackId ${stack.id}), and run the command again`
      : 'the functions run as before; correct the cause, and run the command again';
  const before = done.length === 0 ? '' : ` (${done.join('; ')})`;
  return new AutoaliasError(
    'api-failed',
    `the stack ${stack.name} ended in ${stack.status}: ${why}; ${advice}${before}`,
  );
}

/** Runs the function of sweeps, and waits for it. Returns what it returned. */
async function runSweep(target: FcTarget, name: string): Promise<unknown> {
  const functionName = target.isLocal ? 'sweep' : `${name}-sweep`;
  const event = { triggerTime: new Date().toISOString(), triggerName: 'deploy', payload: '' };
  const answer = await runFunction(target, functionName, JSON.stringify(event));
  const failure = answer.headers['x-fc-error-type'];
  const text = Buffer.from(answer.body).toString();
  if (failure !== undefined) throw new Error(`${functionName} failed with ${failure}: ${errorIn(text)}`);
  return parsed(text);
}

function errorIn(text: string): string {
  const value = parsed(text);
  const message = typeof value === 'object' && value !== null ? Reflect.get(value, 'errorMessage') : undefined;
  return shownAnswer(typeof message === 'string' ? message : text, []);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

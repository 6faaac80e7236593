import { AutoaliasError } from '../../autoalias-error.ts';
import { readFunctionContext } from '../function/function-context.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import type { Host } from '../function/host.ts';
import { openSplitFiles } from './split-files.ts';
import type { SplitSweep } from './split-run.ts';
import { createTaskApi } from './task-api.ts';

/** Seconds. That of the template, if the context does not have it. */
const TIMEOUT = 900;

/** The part of its time after which a function begins to end, so that it can write its result and start other tasks. */
const USED = 0.8;

/**
 * What an invocation needs to share a sweep. Undefined if the settings do not divide sweeps.
 *
 * @throws AutoaliasError `config-invalid` if the platform does not say who the function is.
 */
export function splitOf(host: Host, context: HandlerContext, rawContext: unknown): SplitSweep | undefined {
  const { split, region: ownRegion, credentials: ownCredentials } = host.environment;
  if (split === undefined) return undefined;
  const called = readFunctionContext(rawContext);
  const { mostTasks, objectsPerShard, statePrefix } = split;
  const account = called.accountId ?? split.account;
  const region = ownRegion ?? called.region;
  const endpoint = split.endpoint ?? `https://${account}.${region}.fc.aliyuncs.com`;
  const functionName = called.functionName ?? split.functionName;
  const credentials = called.credentials ?? ownCredentials;
  if ((account === undefined && split.endpoint === undefined) || functionName === undefined) {
    throw missing('the context of the invocation has no account or function name; call it on Function Compute');
  }
  if (credentials === undefined) throw missing('there are no credentials; give the function a role');
  return {
    context,
    files: openSplitFiles(context.store, statePrefix),
    tasks: createTaskApi({ endpoint, functionName, credentials, fetch: host.fetch, now: context.now }),
    mostTasks,
    objectsPerShard,
    deadline: context.now() + (called.timeout ?? TIMEOUT) * 1000 * USED,
  };
}

function missing(why: string): AutoaliasError {
  return new AutoaliasError('config-invalid', `AUTOALIAS_SWEEP_TASKS is set, but ${why}, or remove the variable`);
}

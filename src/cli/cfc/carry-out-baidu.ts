import { AutoaliasError } from '../../autoalias-error.ts';
import type { BaiduDeployment } from '../../deploy/baidu/baidu-deployment.ts';
import { functionBody, relationBody, type Secrets } from '../../deploy/baidu/cfc-bodies.ts';
import type { FunctionName } from '../../deploy/deployment.ts';
import { messageOf } from '../../error-text.ts';
import { shownAnswer } from '../cloud/shown-answer.ts';
import { runCfcFunction } from '../invoke/call-cfc.ts';
import type { CodePackage } from '../package/code-package.ts';
import type { BaiduTarget } from './baidu-target.ts';
import { putNotification } from './bos-notifications.ts';
import {
  createFunction,
  createRelation,
  deleteRelation,
  endpointOf,
  type Relation,
  updateCode,
  updateConfiguration,
  updateRelation,
} from './cfc-api.ts';
import type { DeployedBaidu } from './deployed-baidu.ts';
import { latest, type Step, wantedNotification } from './plan-baidu.ts';

/** How to carry a deployment on Baidu out. */
export interface CarryOutBaidu {
  readonly target: BaiduTarget;
  readonly deployment: BaiduDeployment;
  readonly bucket: string;
  readonly deployed: DeployedBaidu;
  readonly secrets: Secrets;
  readonly code: CodePackage;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Prints what happens. */
  readonly say: (line: string) => void;
}

/** What was done. */
export interface CarriedOutBaidu {
  /** What the sweep returned. */
  readonly sweep: unknown;
  /** The address of the HTTP API, if CFC returned it. */
  readonly url: string | undefined;
  /** Ctrl-C ended it. What was done until then. */
  readonly stopped: string | undefined;
}

const DOING = { create: 'creating', update: 'updating', delete: 'deleting' } as const;
const DONE = { create: 'created', update: 'updated', delete: 'deleted' } as const;

/**
 * Creates, updates and deletes what the steps say, and sweeps. Every step can be repeated, so after an error or Ctrl-C the
 * same command continues: its plan compares what is there.
 *
 * @throws AutoaliasError of the step that failed, with what was done before it.
 */
export async function carryOutBaidu(steps: readonly Step[], parts: CarryOutBaidu): Promise<CarriedOutBaidu> {
  const { target, deployment, deployed, secrets, signal, say } = parts;
  const done: string[] = [];
  const brns = new Map([...deployed.functions].map(([id, { FunctionBrn }]) => [id, latest(FunctionBrn)]));
  const url = { current: httpUrl(deployed.relations.get('http') ?? []) };
  const stopped = (): CarriedOutBaidu => ({
    sweep: null,
    url: url.current,
    stopped: [...(done.length === 0 ? ['nothing was changed'] : done), 'run the same command again to continue'].join(
      '; ',
    ),
  });
  for (const step of steps) {
    const { kind, name, action } = step;
    if (action === 'none') continue;
    if (signal.aborted) return stopped();
    say(`${kind} ${name}: ${DOING[action]}`);
    await named(`${kind} ${name}`, done, () => carry(step, parts, brns, url));
    done.push(`the ${kind} ${name} is ${DONE[action]}`);
  }
  if (signal.aborted) return stopped();
  say('sweeping with the new rules');
  const functionName = `${deployment.settings.name}-sweep`;
  const sweep = await named('the sweep', done, () => runSweep(target, functionName, secrets));
  return { sweep, url: url.current, stopped: undefined };
}

/** An error of a step names the step, and what was done before it. */
async function named<T>(what: string, done: readonly string[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const before = done.length === 0 ? 'nothing was changed' : done.join('; ');
    const code = cause instanceof AutoaliasError ? cause.code : 'api-failed';
    throw new AutoaliasError(code, `${what} failed: ${messageOf(cause)} (${before})`, { cause });
  }
}

async function carry(
  step: Step,
  parts: CarryOutBaidu,
  brns: Map<FunctionName, string>,
  url: { current: string | undefined },
): Promise<void> {
  const { target, deployment, bucket, secrets, code } = parts;
  switch (step.kind) {
    case 'function': {
      const { of, name, configuration } = step;
      if (step.action === 'create') {
        const created = await createFunction(target.cfc, functionBody(of, secrets, code.sha256, base64(code)));
        brns.set(of.id, latest(created.FunctionBrn));
        return;
      }
      if (!step.isSameCode) await updateCode(target.cfc, name, base64(code));
      // After the code, because the description names the code that the function has.
      return updateConfiguration(target.cfc, name, configuration);
    }
    case 'trigger': {
      const { trigger, relation } = step;
      if (trigger === undefined) return relation === undefined ? undefined : deleteRelation(target.cfc, relation);
      const body = relationBody(trigger, brnOf(brns, trigger.function), bucket);
      const written =
        relation === undefined
          ? await createRelation(target.cfc, body)
          : await updateRelation(target.cfc, relation.RelationId, body);
      if (trigger.kind === 'http') url.current = endpointOf(written) ?? url.current;
      return;
    }
    case 'notification':
      return putNotification(
        target.bos,
        bucket,
        wantedNotification(deployment, brnOf(brns, deployment.notification.function)),
      );
  }
}

function base64({ zip }: CodePackage): string {
  return Buffer.from(zip).toString('base64');
}

/** Functions come first in a plan, so each has a BRN when its triggers are written. */
function brnOf(brns: ReadonlyMap<FunctionName, string>, id: FunctionName): string {
  const brn = brns.get(id);
  if (brn === undefined) throw new TypeError(`the function ${id} was neither found nor created`);
  return brn;
}

function httpUrl(relations: readonly Relation[]): string | undefined {
  return relations.map(endpointOf).find((url) => url !== undefined);
}

/** Runs the function of sweeps, and waits for it. Returns what it returned. */
async function runSweep({ cfc }: BaiduTarget, functionName: string, secrets: Secrets): Promise<unknown> {
  const event = Buffer.from('{}');
  const answer = await runCfcFunction(cfc, { functionName, event, isAsync: false, qualifier: undefined });
  const text = Buffer.from(answer.body).toString();
  const failure = answer.headers['x-fc-error-type'];
  if (failure !== undefined) {
    throw new AutoaliasError(
      'api-failed',
      `${functionName} failed with ${failure}: ${shownAnswer(text, Object.values(secrets))}; run it again with autoalias invoke sweep --cloud baidu, or wait for the timer`,
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

import type { DeploymentSettings } from '../../deploy/settings.ts';
import { readDeploymentRules } from '../../handlers/function/deployment-rules.ts';
import type { HandlerContext } from '../../handlers/function/handler-context.ts';
import type { Difference, PlanTotal } from '../../handlers/look/plan.ts';
import { planTotalView } from '../../handlers/look/plan-view.ts';
import { type StatusTotal, status as statusOfBucket } from '../../handlers/look/status.ts';
import type { Store } from '../../stores/store.ts';
import type { CliIo } from '../cli-io.ts';
import type { JsonFlag } from '../command-registry.ts';
import type { CommandResult } from '../command-result.ts';
import { EXIT } from '../exit-code.ts';
import { fcTarget } from '../invoke/fc-target.ts';
import { commandActor } from '../options/command-actor.ts';
import { type DeploymentFlag, type DeploymentFlags, deploymentSettings } from '../options/deployment-settings.ts';
import { rulesText as textOfRules } from '../options/rules-in-use.ts';
import { type RulesFlag, rulesText } from '../options/rules-option.ts';
import { openStore } from '../options/store-options.ts';
import { findingJson } from '../output/alias-record.ts';
import { confirm } from '../terminal/confirm.ts';
import { escapeForTerminal } from '../terminal/escape-for-terminal.ts';
import { type CarriedOut, carryOut, refuseStuck, resumeStack } from './carry-out.ts';
import { type CarryOutFlags, rosTarget } from './deploy-flags.ts';
import { type DeploymentPlan, planLines, stackAction } from './deployment-plan.ts';
import { makePlan, type PreparedDeployment } from './make-plan.ts';
import { showAliases, shownStatus } from './show-aliases.ts';
import { findStack, type Stack } from './stack.ts';
import { stateOf } from './stack-state.ts';

export interface RunDeployFlags extends DeploymentFlags, CarryOutFlags, RulesFlag, JsonFlag {
  readonly region?: string;
  readonly account?: string;
  /** Whether a flag was written on the command line. */
  readonly isGiven: (flag: DeploymentFlag) => boolean;
}

/** Shows what a deployment changes, asks, and carries it out. */
export async function runDeploy(flags: RunDeployFlags, io: CliIo): Promise<CommandResult> {
  const isDry = flags.dryRun === true;
  const isJson = flags.json === true;
  const say = (line: string): void => (isJson ? io.err : io.out)(`${escapeForTerminal(line)}\n`);
  const { text, file, from } = rulesText(flags, io.env);
  const rules = { ...readDeploymentRules(text, file), source: from };
  const ros = rosTarget(flags, io.env);
  const stackName = flags.stack ?? flags.name;
  const openBucket = (bucket: string): Store =>
    openStore({ ...flags, region: ros.region, bucket }, io.env, { deadlineMs: 600_000 });
  // From the first use on, Ctrl-C ends the command only at the next step.
  const signal = once(() => io.signal);

  let stack = await findStack(ros, stackName);
  if (stack !== undefined && stateOf(stack) === 'busy' && !isDry) {
    stack = await resumeStack(stack, { ros, signal: signal(), say });
    if (stack === undefined)
      return stoppedEarly(`the change of the stack ${stackName} continues; run the same command again to continue`);
  }
  if (stack !== undefined && stateOf(stack) !== 'busy') refuseStuck(stack, ros);

  const settings = (deployed: DeploymentSettings): DeploymentSettings =>
    deploymentSettings(flags, deployed, stack === undefined ? undefined : flags.isGiven);
  const prepared = await makePlan({ flags, io, ros, rules, stackName, stack, settings, openBucket });
  say(`rules: ${textOfRules(rules)}`);
  for (const line of planLines(prepared.plan)) say(line);
  if (!isJson) for (const note of prepared.deployment.notes) io.err(`${escapeForTerminal(`note: ${note}`)}\n`);
  const bucket = prepared.plan.parameters.get('Bucket') ?? '';
  const store = openBucket(bucket);
  const context: HandlerContext = {
    store,
    ruleSet: rules.ruleSet,
    log: () => {},
    now: Date.now,
    actor: commandActor(io.env),
  };
  try {
    const differences: Difference[] = [];
    const aliases = flags.skipPlan === true ? undefined : await showAliases(context, io, isJson, differences);
    const report = { rules, prepared, aliases, differences };
    if (isDry) return planned(report);
    if (!(await isConfirmed(flags, io, prepared.plan))) {
      return { exitCode: EXIT.failed, json: reportJson(report), lines: ['nothing was changed'] };
    }
    if (prepared.newToken !== undefined) {
      say(`token: ${prepared.newToken} (new, for the HTTP API; keep it, because it is not shown again)`);
    }
    const done = await carryOut(prepared, {
      ros,
      openBucket,
      signal: signal(),
      say,
      fcTarget: (ready) => fcTarget({ ...flags, region: ros.region, ...accountOf(flags, io, ready) }, io.env),
    });
    if (done.stopped !== undefined) return stopped(report, done);
    const status = await statusOfBucket(context, { onFinding: () => {} });
    return finished(report, done, status);
  } finally {
    await store.close();
  }
}

/** Runs `read` at the first call, and keeps its value. */
function once<T>(read: () => T): () => T {
  let kept: { readonly value: T } | undefined;
  return () => {
    kept ??= { value: read() };
    return kept.value;
  };
}

/** The account of the stack, unless one is named. */
function accountOf(flags: RunDeployFlags, io: CliIo, { parameters }: Stack): { readonly account?: string } {
  const known = flags.account ?? (io.env.ALIBABA_CLOUD_ACCOUNT_ID?.trim() || undefined);
  const account = known ?? parameters.get('ALIYUN::TenantId');
  return account === undefined ? {} : { account };
}

/** Asks only if something is uploaded, created or updated. A sweep runs by itself every few minutes. */
async function isConfirmed(flags: RunDeployFlags, io: CliIo, plan: DeploymentPlan): Promise<boolean> {
  const action = stackAction(plan);
  if (flags.yes === true || (action === 'none' && plan.code.isUploaded)) return true;
  const what = action === 'none' ? 'the code would be uploaded' : `the stack ${plan.stackName} would be ${action}d`;
  return confirm(io, [], what);
}

interface Report {
  readonly rules: { readonly source: string; readonly digest: string };
  readonly prepared: PreparedDeployment;
  readonly aliases: PlanTotal | undefined;
  readonly differences: readonly Difference[];
}

function reportJson({ rules, prepared, aliases, differences }: Report) {
  const { plan, deployment, newToken } = prepared;
  const { stackName, stack, code, changes, parameterChanges } = plan;
  const action = stackAction(plan);
  return {
    rules: { source: rules.source, digest: rules.digest },
    code: { bucket: code.bucket, key: code.key, sha256: code.sha256, size: code.size, isUploaded: code.isUploaded },
    stack: { name: stackName, id: stack?.id ?? null, status: stack?.status ?? null, action },
    changes: action === 'update' ? changes.map(({ type, ...change }) => ({ ...change, type: type ?? null })) : [],
    parameters:
      action === 'update' ? parameterChanges.map(({ from, ...change }) => ({ ...change, from: from ?? null })) : [],
    aliases: aliases === undefined ? null : planTotalView(aliases),
    differences: differences.map(findingJson),
    notes: deployment.notes,
    ...(newToken === undefined ? {} : { token: newToken }),
  };
}

function planned(report: Report): CommandResult {
  const { prepared, aliases } = report;
  const { plan } = prepared;
  const { none: _, ...changes } = aliases?.changes ?? { none: 0 };
  const moves = Object.values(changes).reduce((sum, n) => sum + n, 0) + (aliases?.failed ?? 0);
  const isSame = stackAction(plan) === 'none' && plan.code.isUploaded && moves === 0;
  const { token: _token, ...json } = reportJson(report);
  return {
    exitCode: isSame ? EXIT.done : EXIT.differences,
    json: { ...json, planned: true },
    lines: [isSame ? 'nothing to deploy' : 'nothing was changed: this is a dry run'],
  };
}

function stoppedEarly(why: string): CommandResult {
  return { exitCode: EXIT.interrupted, json: { stopped: why }, lines: [`stopped: ${why}`] };
}

function stopped(report: Report, { stopped: why, stack }: CarriedOut): CommandResult {
  const json = reportJson(report);
  return {
    exitCode: EXIT.interrupted,
    json: { ...json, stack: { ...json.stack, id: stack?.id ?? null }, stopped: why },
    lines: [`stopped: ${why}`],
  };
}

function finished(report: Report, { stack, stackWas, sweep }: CarriedOut, status: StatusTotal): CommandResult {
  const { isWrong, lines } = shownStatus(status);
  const json = reportJson(report);
  const outputs = Object.fromEntries(stack?.outputs ?? []);
  return {
    exitCode: isWrong ? EXIT.differences : EXIT.done,
    json: {
      ...json,
      stack: { ...json.stack, id: stack?.id ?? null, status: stack?.status ?? null, was: stackWas, outputs },
      sweep,
      states: status.states,
    },
    lines: [
      `stack ${json.stack.name}: ${stackWas}`,
      ...Object.entries(outputs).map(([name, value]) => `  ${name}: ${value}`),
      ...lines,
    ].map(escapeForTerminal),
  };
}

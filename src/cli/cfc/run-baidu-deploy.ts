import { randomBytes } from 'node:crypto';
import { describeBaidu } from '../../deploy/baidu/describe-baidu.ts';
import { readDeploymentRules } from '../../handlers/function/deployment-rules.ts';
import type { HandlerContext } from '../../handlers/function/handler-context.ts';
import type { Difference, PlanTotal } from '../../handlers/look/plan.ts';
import { planTotalView } from '../../handlers/look/plan-view.ts';
import { type StatusTotal, status as statusOfBucket } from '../../handlers/look/status.ts';
import type { CliIo } from '../cli-io.ts';
import type { JsonFlag } from '../command-registry.ts';
import type { CommandResult } from '../command-result.ts';
import { EXIT } from '../exit-code.ts';
import { commandActor } from '../options/command-actor.ts';
import type { DeploymentFlags } from '../options/deployment-settings.ts';
import { rulesText as textOfRules } from '../options/rules-in-use.ts';
import { type RulesFlag, rulesText } from '../options/rules-option.ts';
import { openStore } from '../options/store-options.ts';
import { findingJson } from '../output/alias-record.ts';
import { type CodePackage, packCode } from '../package/code-package.ts';
import type { CarryOutFlags } from '../stack/deploy-flags.ts';
import { showAliases, shownStatus } from '../stack/show-aliases.ts';
import { confirm } from '../terminal/confirm.ts';
import { count } from '../terminal/count.ts';
import { escapeForTerminal } from '../terminal/escape-for-terminal.ts';
import { type BaiduFlags, baiduSettings } from './baidu-settings.ts';
import { baiduTarget } from './baidu-target.ts';
import { getNotifications } from './bos-notifications.ts';
import { type CarriedOutBaidu, carryOutBaidu } from './carry-out-baidu.ts';
import { readDeployed, secretsOver, settingsOver } from './deployed-baidu.ts';
import { planSteps, type Step, stepLines } from './plan-baidu.ts';

export interface RunBaiduFlags extends DeploymentFlags, CarryOutFlags, BaiduFlags, RulesFlag, JsonFlag {
  readonly region?: string;
  readonly account?: string;
  /** Whether a flag was written on the command line. */
  readonly isGiven: (flag: string) => boolean;
}

/** Shows what a deployment on Baidu changes, asks, and carries it out. */
export async function runBaiduDeploy(flags: RunBaiduFlags, io: CliIo): Promise<CommandResult> {
  const isJson = flags.json === true;
  const say = (line: string): void => (isJson ? io.err : io.out)(`${escapeForTerminal(line)}\n`);
  const { text, file, from } = rulesText(flags, io.env);
  const rules = { ...readDeploymentRules(text, file), source: from };
  const target = baiduTarget(flags, io.env);
  const deployed = await readDeployed(target.cfc, flags.name);
  const wanted = { ...baiduSettings(flags, io.env, flags.isGiven), region: target.region };
  const settings = settingsOver(deployed, wanted, flags.isGiven);
  const { bucket } = settings;
  const { secrets, newToken } = secretsOver(deployed, settings, io.env, {
    token: flags.token,
    newToken: () => randomBytes(24).toString('hex'),
  });
  const deployment = describeBaidu(rules.ruleSet, settings);
  const code = packCode(io, rules.text, 'baidu');
  const notifications = await getNotifications(target.bos, bucket);
  const steps = planSteps({ deployment, bucket, deployed, notifications, secrets, code });
  say(`rules: ${textOfRules(rules)}`);
  say(`code: ${Math.ceil(code.zip.length / 1024)} KB, sha256 ${code.sha256.slice(0, 12)}`);
  for (const line of stepLines(steps)) say(line);
  if (!isJson) for (const note of deployment.notes) io.err(`${escapeForTerminal(`note: ${note}`)}\n`);
  const store = openStore({ ...flags, cloud: 'baidu', region: target.region, bucket }, io.env);
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
    const place = { name: settings.name, region: target.region, bucket };
    const report: Report = { rules, code, steps, place, notes: deployment.notes, aliases, differences };
    const isSame = steps.every(({ action }) => action === 'none');
    if (flags.dryRun === true) return planned(report, isSame);
    if (!isSame && flags.yes !== true && !(await confirm(io, [], `${changeCount(steps)} would be changed`))) {
      return { exitCode: EXIT.failed, json: reportJson(report), lines: ['nothing was changed'] };
    }
    if (newToken !== undefined) {
      say(`token: ${newToken} (new, for the HTTP API; keep it, because it is not shown again)`);
    }
    const { signal } = io;
    const done = await carryOutBaidu(steps, { target, deployment, bucket, deployed, secrets, code, signal, say });
    if (done.stopped !== undefined) return stopped(report, done.stopped);
    const status = await statusOfBucket(context, { onFinding: () => {} });
    return finished(report, done, status, newToken);
  } finally {
    await store.close();
  }
}

interface Report {
  readonly rules: { readonly source: string; readonly digest: string };
  readonly code: CodePackage;
  readonly steps: readonly Step[];
  readonly place: { readonly name: string; readonly region: string; readonly bucket: string };
  readonly notes: readonly string[];
  readonly aliases: PlanTotal | undefined;
  readonly differences: readonly Difference[];
}

function reportJson({ rules, code, steps, place, notes, aliases, differences }: Report) {
  return {
    cloud: 'baidu',
    rules: { source: rules.source, digest: rules.digest },
    code: { sha256: code.sha256, size: code.zip.length },
    deployment: place,
    resources: steps.map(({ kind, name, action, changes }) => ({ kind, name, action, changes })),
    aliases: aliases === undefined ? null : planTotalView(aliases),
    differences: differences.map(findingJson),
    notes,
  };
}

function changeCount(steps: readonly Step[]): string {
  return count(steps.filter(({ action }) => action !== 'none').length, 'resource');
}

function planned(report: Report, isSame: boolean): CommandResult {
  const { none: _, ...changes } = report.aliases?.changes ?? { none: 0 };
  const moves = Object.values(changes).reduce((sum, n) => sum + n, 0) + (report.aliases?.failed ?? 0);
  return {
    exitCode: isSame && moves === 0 ? EXIT.done : EXIT.differences,
    json: { ...reportJson(report), planned: true },
    lines: [isSame && moves === 0 ? 'nothing to deploy' : 'nothing was changed: this is a dry run'],
  };
}

function stopped(report: Report, why: string): CommandResult {
  return {
    exitCode: EXIT.interrupted,
    json: { ...reportJson(report), stopped: why },
    lines: [escapeForTerminal(`stopped: ${why}`)],
  };
}

function finished(
  report: Report,
  { sweep, url }: CarriedOutBaidu,
  status: StatusTotal,
  newToken: string | undefined,
): CommandResult {
  const { isWrong, lines } = shownStatus(status);
  const isSame = report.steps.every(({ action }) => action === 'none');
  return {
    exitCode: isWrong ? EXIT.differences : EXIT.done,
    json: {
      ...reportJson(report),
      ...(newToken === undefined ? {} : { token: newToken }),
      url: url ?? null,
      sweep,
      states: status.states,
    },
    lines: [
      `deployment ${report.place.name}: ${isSame ? 'unchanged' : `${changeCount(report.steps)} changed`}`,
      ...(url === undefined ? [] : [`  Url: ${url}`]),
      ...lines,
    ].map(escapeForTerminal),
  };
}

import { randomBytes } from 'node:crypto';
import { describeBaidu } from '../../deploy/baidu/describe-baidu.ts';
import { readDeploymentRules } from '../../handlers/function/deployment-rules.ts';
import type { CliIo } from '../cli-io.ts';
import type { JsonFlag } from '../command-registry.ts';
import type { CommandResult } from '../command-result.ts';
import { EXIT } from '../exit-code.ts';
import type { DeploymentFlags } from '../options/deployment-settings.ts';
import { rulesText as textOfRules } from '../options/rules-in-use.ts';
import { type RulesFlag, rulesText } from '../options/rules-option.ts';
import { type CodePackage, packCode } from '../package/code-package.ts';
import type { CarryOutFlags } from '../stack/deploy-flags.ts';
import { confirm } from '../terminal/confirm.ts';
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
  const report: Report = {
    rules,
    code,
    steps,
    name: settings.name,
    region: target.region,
    bucket,
    notes: deployment.notes,
  };
  const isSame = steps.every(({ action }) => action === 'none');
  if (flags.dryRun === true) {
    return {
      exitCode: isSame ? EXIT.done : EXIT.differences,
      json: { ...reportJson(report), planned: true },
      lines: [isSame ? 'nothing to deploy' : 'nothing was changed: this is a dry run'],
    };
  }
  if (!isSame && flags.yes !== true && !(await confirm(io, [], `${changeCount(steps)} would be changed`))) {
    return { exitCode: EXIT.failed, json: reportJson(report), lines: ['nothing was changed'] };
  }
  if (newToken !== undefined) {
    say(`token: ${newToken} (new, for the HTTP API; keep it, because it is not shown again)`);
  }
  const { signal } = io;
  const done = await carryOutBaidu(steps, { target, deployment, bucket, deployed, secrets, code, signal, say });
  return finished(report, done, newToken);
}

interface Report {
  readonly rules: { readonly source: string; readonly digest: string };
  readonly code: CodePackage;
  readonly steps: readonly Step[];
  readonly name: string;
  readonly region: string;
  readonly bucket: string;
  readonly notes: readonly string[];
}

function reportJson({ rules, code, steps, name, region, bucket, notes }: Report) {
  return {
    cloud: 'baidu',
    rules: { source: rules.source, digest: rules.digest },
    code: { sha256: code.sha256, size: code.zip.length },
    deployment: { name, region, bucket },
    resources: steps.map((step) => ({
      kind: step.kind,
      name: step.name,
      action: step.action,
      changes: step.changes,
    })),
    notes,
  };
}

function changeCount(steps: readonly Step[]): string {
  const { length } = steps.filter(({ action }) => action !== 'none');
  return length === 1 ? '1 resource' : `${length} resources`;
}

function finished(
  report: Report,
  { sweep, url, stopped }: CarriedOutBaidu,
  newToken: string | undefined,
): CommandResult {
  const json = {
    ...reportJson(report),
    ...(newToken === undefined ? {} : { token: newToken }),
    url: url ?? null,
  };
  if (stopped !== undefined) {
    return { exitCode: EXIT.interrupted, json: { ...json, stopped }, lines: [`stopped: ${stopped}`] };
  }
  const isSame = report.steps.every(({ action }) => action === 'none');
  return {
    exitCode: EXIT.done,
    json: { ...json, sweep },
    lines: [
      `deployment ${report.name}: ${isSame ? 'unchanged' : `${changeCount(report.steps)} changed`}`,
      ...(url === undefined ? [] : [`  Url: ${url}`]),
      `sweep: ${JSON.stringify(sweep)}`,
    ].map(escapeForTerminal),
  };
}

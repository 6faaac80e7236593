import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { readDeploymentRules } from '../../../handlers/function/deployment-rules.ts';
import { refuseOnBaidu } from '../../cfc/not-on-baidu.ts';
import type { CliIo } from '../../cli-io.ts';
import type { CommandRegistry, JsonFlag } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { mnsUrl } from '../../dead-letters/dead-letters.ts';
import { openMnsQueue } from '../../dead-letters/mns-queue.ts';
import type { AccountServices, DoctorContext } from '../../doctor/doctor-context.ts';
import { createDeploymentReader } from '../../doctor/read-deployment.ts';
import { runChecks } from '../../doctor/run-checks.ts';
import { CHECKS, type CheckName, type Verdict } from '../../doctor/verdict.ts';
import { EXIT } from '../../exit-code.ts';
import { type FcFlags, fcTarget } from '../../invoke/fc-target.ts';
import type { FcTarget } from '../../invoke/function-call.ts';
import { localLog } from '../../logs/local-log.ts';
import type { DecisionSource } from '../../logs/logged-decision.ts';
import { slsLog } from '../../logs/sls-log.ts';
import { cloudOf } from '../../options/cloud-option.ts';
import { type ApiFlags, addApiOptions } from '../../options/deployment-api.ts';
import { apiOf } from '../../options/rules-in-use.ts';
import { addRulesOption, type RulesFlag, rulesText } from '../../options/rules-option.ts';
import { addStoreOptions, dataDirOf, openStore, runningCloud } from '../../options/store-options.ts';
import { endpointOrigin } from '../../options/vendor-target.ts';
import { packCode } from '../../package/code-package.ts';
import { count } from '../../terminal/count.ts';
import { createRowPrinter } from '../../terminal/row-printer.ts';

const HELP = `
Checks the deployment of a bucket, and prints one line for each finding: what was found, what it means, and what to do.
Nothing is written. A check that cannot be made, for example without the right to read, is "unknown", and does not count as a finding.

  clock       the clock of this machine is that of the store
  versioning  the bucket is versioned
  functions   the functions exist, can run, and serve the bucket
  rules       the functions follow the rules in hand
  triggers    every event that the rules need reaches the functions, and the timer and the HTTP trigger exist
  rights      the roles allow what the rules need
  queue       failed events are kept, and none waits
  logs        the functions write logs, and the logs can be searched
  sweep       a sweep has ended lately

  autoalias doctor                                                            the local cloud
  autoalias doctor --region cn-hangzhou --account 1234567890123456 --bucket my-bucket --rules autoalias.yaml

Exit code 1 if anything was found, 0 if not.`;

interface DoctorFlags extends FcFlags, ApiFlags, RulesFlag, JsonFlag {
  readonly name: string;
  readonly skip?: readonly CheckName[];
  readonly slsEndpoint?: string;
  readonly ramEndpoint?: string;
  readonly mnsEndpoint?: string;
}

/** `doctor`: checks a deployment, and says what to do about each finding. */
export function addDoctor({ io, add, finish }: CommandRegistry): void {
  addApiOptions(
    addRulesOption(addStoreOptions(add('doctor', 'check a deployment, and say what to do about each finding'))),
  )
    .option('--account <id>', 'id of the account of the deployment [ALIBABA_CLOUD_ACCOUNT_ID]')
    .option('--name <name>', 'name of the deployment: the parameter Name of the template', 'autoalias')
    .option('--skip <checks>', 'checks to leave out, separated by commas', checkNames)
    .option('--fc-endpoint <url>', 'URL of the API of Function Compute (default: that of account and region)')
    .option('--sls-endpoint <url>', 'URL of the API of Simple Log Service (default: that of project and region)')
    .option('--mns-endpoint <url>', 'URL of the API of Simple Message Queue (default: that of account and region)')
    .option('--ram-endpoint <url>', 'URL of the API of Resource Access Management (default: https://ram.aliyuncs.com)')
    .addHelpText('after', HELP)
    .action(async (flags: DoctorFlags) => finish(await doctor(io, flags), flags));
}

function checkNames(list: string): readonly CheckName[] {
  return list.split(',').map((text) => {
    const name = CHECKS.find((one) => one === text.trim());
    if (name !== undefined) return name;
    throw new InvalidArgumentError(`"${text}" is not a check; write ${CHECKS.join(', ')}.`);
  });
}

async function doctor(io: CliIo, flags: DoctorFlags): Promise<CommandResult> {
  refuseOnBaidu('doctor', cloudOf(flags, io.env));
  const target = fcTarget(flags, io.env);
  const store = openStore(flags, io.env);
  try {
    const verdicts: Verdict[] = [];
    const rows = createRowPrinter<Verdict>({
      out: io.out,
      json: false,
      summary: flags.json === true,
      header: ['CHECK', 'STATE', 'WHAT'],
      cells: ({ check, state, what, instead }) => [check, state, instead === undefined ? what : `${what}; ${instead}`],
      jsonOf: (verdict) => verdict,
    });
    const context = contextOf(io, flags, target, store);
    for await (const verdict of runChecks(context, new Set(flags.skip))) {
      verdicts.push(verdict);
      rows.print(verdict);
    }
    rows.end();
    const found = verdicts.filter(({ state }) => state === 'finding').length;
    const unknown = verdicts.filter(({ state }) => state === 'unknown').length;
    const rest = unknown === 0 ? '' : `, ${unknown} unknown`;
    return {
      exitCode: found > 0 ? EXIT.failed : EXIT.done,
      json: {
        checks: verdicts.map(({ instead, ...verdict }) => ({ ...verdict, instead: instead ?? null })),
        findings: found,
      },
      lines: ['', `${found === 0 ? 'no findings' : count(found, 'finding')}${rest}`],
    };
  } finally {
    await store.close();
  }
}

function contextOf(io: CliIo, flags: DoctorFlags, target: FcTarget, store: DoctorContext['store']): DoctorContext {
  const { text, file, from } = rulesText(flags, io.env);
  const isLocal = target.isLocal && flags.ramEndpoint === undefined;
  const reader = createDeploymentReader({ ...target, isLocal }, flags.name);
  const account = isLocal ? undefined : servicesOf(flags, target);
  return {
    store,
    rules: { ...readDeploymentRules(text, file), source: from },
    code: () => packCode(io, text),
    deployment: reader,
    isLocal,
    api: apiOf(flags, io.env),
    account,
    queue: (queueName = `${flags.name}-failed-events`) =>
      openMnsQueue({
        url: flags.mnsEndpoint === undefined ? mnsUrl(target) : endpointOrigin(flags.mnsEndpoint, '--mns-endpoint'),
        name: queueName,
        credentials: target.credentials,
      }),
    log: async (): Promise<DecisionSource | undefined> => {
      if (account === undefined) {
        if (runningCloud(flags, io.env) === undefined) return undefined;
        return localLog(join(dataDirOf(io.env), 'log', 'functions.log'));
      }
      const { project, logstore } = (await reader.functionOf('sweep'))?.logConfig ?? {};
      if (!project || !logstore) return undefined;
      const { credentials } = account;
      return slsLog({
        url: account.slsUrl(project),
        project,
        logstore,
        name: flags.name,
        credentials,
        words: ['swept'],
      });
    },
    now: Date.now,
  };
}

function servicesOf({ slsEndpoint, ramEndpoint }: DoctorFlags, { region, credentials }: FcTarget): AccountServices {
  return {
    credentials,
    ramUrl: ramEndpoint === undefined ? 'https://ram.aliyuncs.com' : endpointOrigin(ramEndpoint, '--ram-endpoint'),
    slsUrl: (project) =>
      slsEndpoint === undefined
        ? `https://${project}.${region}.log.aliyuncs.com`
        : endpointOrigin(slsEndpoint, '--sls-endpoint'),
  };
}

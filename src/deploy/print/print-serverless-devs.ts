import { AutoaliasError } from '../../autoalias-error.ts';
import type { DeployedFunction, Deployment, Queue, Trigger } from '../deployment.ts';
import type { DeploymentSettings } from '../settings.ts';
import { renderText, type Text, text, type Variable, variable } from '../text.ts';
import { commented, type DocumentValue } from './document-value.ts';
import { queueArn, triggerConfig } from './trigger-config.ts';
import { printYaml } from './yaml-document.ts';

const HEAD = `autoalias for Serverless Devs, component fc3. \`autoalias deploy --print serverless-devs\` prints this file from a rules file.

The component creates functions and triggers. It creates no roles, queues, event rules, logs or alarms: create those first. \`autoalias deploy --print ram\` prints the roles and their policies.

\`code\` is a folder: unzip the zip that \`autoalias package\` makes into it. AUTOALIAS_TOKEN comes from the environment, so that this file holds no secret.`;

/**
 * An `s.yaml` of Serverless Devs, for the component fc3.
 *
 * @throws AutoaliasError `config-invalid` if a prefix contains a text that Serverless Devs would evaluate.
 */
export function printServerlessDevs(deployment: Deployment): string {
  const { settings, functions } = deployment;
  const [region, account] = [settings.region ?? environment('OSS_REGION'), settings.account ?? ACCOUNT];
  return printYaml(
    {
      edition: '3.0.0',
      name: settings.name,
      access: 'default',
      vars: {
        name: settings.name,
        region,
        account: commented('The account of the access that `s config` has set up, or a number.', account),
        bucket: settings.bucket ?? environment('OSS_BUCKET'),
        token: environment('AUTOALIAS_TOKEN'),
        tokens: optional('AUTOALIAS_TOKENS', settings.http.tokens),
        oidc: optional('AUTOALIAS_OIDC', settings.http.oidc),
        otlpEndpoint: optional('OTEL_EXPORTER_OTLP_ENDPOINT', settings.otlpEndpoint),
        otlpHeaders: optional('OTEL_EXPORTER_OTLP_HEADERS', undefined),
        logProject: settings.logProject ?? `${settings.name}-${region}-${account}`,
        logstore: settings.logstore,
        code: './code',
      },
      resources: Object.fromEntries(functions.map((one) => [one.id, resourceOf(one, deployment)])),
    },
    HEAD,
    { isSpaced: (path) => path.length === 1 || (path.length === 2 && path[0] === 'resources'), isInline: () => false },
  );
}

/** A variable of the environment. `s` stops if it is not set. */
function environment(name: string): string {
  return `\${env('${name}')}`;
}

/** What the settings name, or the variable of the environment. The functions read an empty variable as not set. */
function optional(name: string, value: string | undefined): string {
  return value === undefined ? `\${env('${name}', '')}` : literal(value);
}

/** Serverless Devs knows the account of its access. */
const ACCOUNT = `\${config('AccountID')}`;

/** A text of `s.yaml`. Serverless Devs evaluates `${…}` and `<%…%>` several times, so neither can be escaped. */
function write(of: Text): string {
  return renderText(of, (name) => `\${vars.${VARIABLES[name]}}`, literal);
}

const VARIABLES: Readonly<Record<Variable, string>> = {
  name: 'name',
  bucket: 'bucket',
  region: 'region',
  account: 'account',
  token: 'token',
  tokens: 'tokens',
  oidc: 'oidc',
  otlpEndpoint: 'otlpEndpoint',
  otlpHeaders: 'otlpHeaders',
  logProject: 'logProject',
  logstore: 'logstore',
  // These have values of their own in this file.
  codeBucket: 'code',
  codeObject: 'code',
  schedule: 'schedule',
  alarmContacts: 'alarmContacts',
  alarmActions: 'alarmActions',
};

function literal(of: string): string {
  if (!/\$\{|<%/.test(of)) return of;
  throw new AutoaliasError(
    'config-invalid',
    `Serverless Devs cannot hold the text ${JSON.stringify(of)}, because it evaluates \${…} and <%…%>; print ros or terraform, or choose a prefix without these characters`,
  );
}

function resourceOf(one: DeployedFunction, deployment: Deployment): DocumentValue {
  const { settings, triggers, queues } = deployment;
  return {
    component: 'fc3',
    props: {
      region: write(variable('region')),
      functionName: write(one.name),
      description: one.description,
      runtime: 'nodejs20',
      handler: one.handler,
      code: `\${vars.code}`,
      cpu: one.cpu,
      memorySize: one.memory,
      diskSize: 512,
      timeout: commented(one.timeout.why, one.timeout.value),
      role: write(roleArn(one.role.name)),
      environmentVariables: Object.fromEntries(
        [
          ...Object.entries(one.environment),
          ...Object.entries(one.optionalEnvironment).map(([name, of]) => [name, variable(of)] as const),
        ].map(([name, value]) => [name, write(value)]),
      ),
      logConfig: {
        project: write(variable('logProject')),
        logstore: write(variable('logstore')),
        enableRequestMetrics: true,
        enableInstanceMetrics: true,
        logBeginRule: 'None',
      },
      concurrencyConfig: commented(one.concurrency.why, { reservedConcurrency: one.concurrency.value }),
      asyncInvokeConfig: asyncConfig(one, queues[0]),
      triggers: triggers
        .filter((trigger) => trigger.function === one.id)
        .map((trigger) => triggerOf(trigger, deployment, settings)),
    },
  };
}

function roleArn(name: Text): Text {
  return text`acs:ram::${variable('account')}:role/${name}`;
}

function asyncConfig({ delivery }: DeployedFunction, failed: Queue | undefined): DocumentValue | undefined {
  if (delivery === undefined || failed === undefined) return undefined;
  return commented(delivery.why, {
    ...(delivery.hasTasks === true ? { asyncTask: true } : {}),
    maxAsyncRetryAttempts: delivery.retries,
    maxAsyncEventAgeInSeconds: delivery.maximumAge,
    destinationConfig: { onFailure: { destination: write(text`${queueArn(failed.name)}/messages`) } },
  });
}

function triggerOf(trigger: Trigger, { triggerRole }: Deployment, settings: DeploymentSettings): DocumentValue {
  return {
    triggerName: trigger.name,
    triggerType: trigger.kind,
    description: trigger.description,
    qualifier: 'LATEST',
    ...(trigger.kind === 'oss' && triggerRole !== undefined
      ? {
          sourceArn: write(text`acs:oss:${variable('region')}:${variable('account')}:${variable('bucket')}`),
          invocationRole: write(roleArn(triggerRole.name)),
        }
      : {}),
    triggerConfig: triggerConfig(trigger, settings, {
      text: write,
      schedule: settings.schedule,
      authType: settings.http.auth,
      disableInternet: !settings.http.internet,
    }),
  };
}

import type { BaiduDeployment, CfcTrigger } from './baidu-deployment.ts';
import { functionBody, functionBrn, notificationBody, relationBody, type Secrets } from './cfc-bodies.ts';

/** The forms of a deployment on Baidu. */
export const BAIDU_FORMS = ['plan', 'json', 'iam'] as const;
export type BaiduForm = (typeof BAIDU_FORMS)[number];

/** The printer of each form. The text ends with a line feed. */
export const BAIDU_PRINTERS: Readonly<Record<BaiduForm, (deployment: BaiduDeployment) => string>> = {
  plan: printPlan,
  json: printRequests,
  iam: printPolicies,
};

/** The variables that a deployment reads the secrets from. The printed forms name them in their place. */
export const SECRET_VARIABLES: Secrets = {
  token: 'AUTOALIAS_TOKEN',
  accessKeyId: 'AUTOALIAS_FUNCTION_ACCESS_KEY_ID',
  secretAccessKey: 'AUTOALIAS_FUNCTION_SECRET_ACCESS_KEY',
};

const PLACEHOLDERS: Secrets = {
  token: `<${SECRET_VARIABLES.token}>`,
  accessKeyId: `<${SECRET_VARIABLES.accessKeyId}>`,
  secretAccessKey: `<${SECRET_VARIABLES.secretAccessKey}>`,
};

/** What a deployment consists of, one line for each resource. */
function printPlan({ settings, functions, triggers, notification, policies }: BaiduDeployment): string {
  const { name, bucket = '<bucket>', region = '<region>' } = settings;
  const lines = [
    `Functions of CFC in ${region}, bucket ${bucket}:`,
    ...functions.flatMap((one) => [
      `  ${one.name}: ${one.handler}, ${one.runtime}, ${one.memory} MB, ${one.timeout.value} seconds${deliveryText(one)}`,
      `    environment: ${Object.keys(one.environment).join(', ')}`,
    ]),
    'Triggers:',
    ...triggers.map((one) => `  ${one.name}: ${triggerText(one, bucket)} -> ${name}-${one.function}`),
    `Notification rule of ${bucket}:`,
    `  ${notification.id}: ${notification.resources.join(' ')} on ${notification.events.join(', ')} -> ${name}-${notification.function}`,
    'Policies of IAM, which you create (--print iam):',
    ...policies.map((one) => `  ${one.name}: ${one.description}`),
  ];
  return `${lines.join('\n')}\n`;
}

function deliveryText({ delivery, deadLetterTopic }: BaiduDeployment['functions'][number]): string {
  if (delivery === undefined) return '';
  const failed = deadLetterTopic === undefined ? '' : `, failed events to the topic ${deadLetterTopic}`;
  return `, ${delivery.retries} ${delivery.retries === 1 ? 'retry' : 'retries'}${failed}`;
}

function triggerText(trigger: CfcTrigger, bucket: string): string {
  switch (trigger.kind) {
    case 'bos':
      return `bos/${bucket} ${trigger.resource} on ${trigger.events.join(', ')}`;
    case 'crontab':
      return trigger.schedule;
    case 'http':
      return `${trigger.methods.join(', ')} ${trigger.path}, ${trigger.auth}`;
  }
}

/** The bodies of the API requests that create everything, in their order. */
function printRequests({ settings, functions, triggers, notification }: BaiduDeployment): string {
  const { name, bucket = '<bucket>', region = '<region>', account = '<account>' } = settings;
  const brn = (id: string) => functionBrn(region, account, `${name}-${id}`);
  return json({
    createFunction: functions.map((one) => functionBody(one, PLACEHOLDERS, '<digest>', '<zip in base64>')),
    createTrigger: triggers.map((one) => relationBody(one, brn(one.function), bucket)),
    putNotification: { notifications: [notificationBody(notification, brn(notification.function))] },
  });
}

/** All policies as one JSON text, by their ids. */
function printPolicies({ policies }: BaiduDeployment): string {
  return json(Object.fromEntries(policies.map(({ id, document }) => [id, document])));
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

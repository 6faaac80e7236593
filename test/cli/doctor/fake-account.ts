import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { crc64Ecma } from '../../../src/bucket/crc64-ecma.ts';
import { packCode } from '../../../src/cli/package/code-package.ts';
import { FUNCTION_NAMES } from '../../../src/deploy/deployment.ts';
import { policyDocument } from '../../../src/deploy/describe/policy-size.ts';
import { describeDeployment } from '../../../src/deploy/describe-deployment.ts';
import { triggerConfig } from '../../../src/deploy/print/trigger-config.ts';
import { DEFAULT_SETTINGS } from '../../../src/deploy/settings.ts';
import { renderText } from '../../../src/deploy/text.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { isSignedByVendorRules, type Keys } from '../stack/ros/vendor-signature.ts';

/** What each address of the services answers: by method or action, and path. A number is a status without an answer. */
export type Answers = Record<string, unknown>;

const VALUES: Readonly<Record<string, string>> = {
  name: 'autoalias',
  bucket: 'demo',
  region: 'cn-hangzhou',
  account: '1234567890123456',
  logProject: 'logs',
  logstore: 'functions',
};

/** The answers of an account in which the rules are deployed as they should be. */
export function intactAccount(rulesText: string, now: number): Answers {
  const deployment = describeDeployment(parseRules(rulesText, 'rules.yaml'), DEFAULT_SETTINGS);
  const crc = crc64Ecma();
  crc.update(packCode({ functionsDir: 'dist/functions' }, rulesText).zip);
  const write = (of: Parameters<typeof renderText>[0]): string => renderText(of, (name) => VALUES[name] ?? '');
  const answers: Answers = {};
  for (const id of FUNCTION_NAMES) {
    const one = deployment.functions.find((given) => given.id === id);
    const path = `/2023-03-30/functions/autoalias-${id}`;
    answers[path] = {
      functionName: `autoalias-${id}`,
      state: 'Active',
      lastUpdateStatus: 'Successful',
      codeChecksum: crc.digest(),
      role: `acs:ram::1234567890123456:role/${id}`,
      environmentVariables: { OSS_BUCKET: 'demo' },
      logConfig: { project: 'logs', logstore: 'functions' },
    };
    const triggers = deployment.triggers.filter((trigger) => trigger.function === id);
    answers[`${path}/triggers`] = {
      triggers: triggers.map((trigger) => ({
        triggerName: trigger.name,
        triggerType: trigger.kind,
        ...(trigger.kind === 'oss' ? { sourceArn: 'acs:oss:cn-hangzhou:1234567890123456:demo' } : {}),
        triggerConfig: JSON.stringify(
          triggerConfig(trigger, DEFAULT_SETTINGS, {
            text: write,
            schedule: DEFAULT_SETTINGS.schedule,
            authType: 'anonymous',
            disableInternet: false,
          }),
        ),
      })),
    };
    answers[`ListPoliciesForRole ${id}`] = { Policies: { Policy: [{ PolicyName: `p-${id}`, PolicyType: 'Custom' }] } };
    answers[`GetPolicy p-${id}`] = {
      DefaultPolicyVersion: { PolicyDocument: JSON.stringify(policyDocument(one?.role.statements ?? [], write)) },
    };
  }
  answers['/2023-03-30/functions/autoalias-object-events/async-invoke-config'] = {
    maxAsyncRetryAttempts: 8,
    destinationConfig: { onFailure: { destination: 'acs:mns:cn-hangzhou:1:/queues/autoalias-failed-events/messages' } },
  };
  answers['/queues/autoalias-failed-events/messages'] = messagesXml(0);
  answers['/logstores/functions/index'] = { keys: {} };
  answers['/logstores/functions'] = { logstoreName: 'functions' };
  answers['/logstores/functions?type=log'] = [
    {
      __time__: String(Math.floor(now / 1000) - 60),
      __topic__: 'FCLogs:autoalias-sweep',
      message: JSON.stringify({ action: 'swept', objects: 1 }),
    },
  ];
  return answers;
}

/** The answer of PeekMessage in Simple Message Queue, as XML. */
export function messagesXml(count: number): string {
  const message =
    '<Message><MessageId>m</MessageId><MessageBody>e30=</MessageBody><EnqueueTime>1764300000000</EnqueueTime></Message>';
  return `<?xml version="1.0"?><Messages xmlns="http://mns.aliyuncs.com/doc/v1/">${message.repeat(count)}</Messages>`;
}

/** Function Compute, Resource Access Management and Simple Log Service at one address. Checks the signatures of the first two. */
export async function startFakeAccount(
  keys: Keys,
  answers: () => Answers,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const target = request.url ?? '/';
    const { pathname, searchParams } = new URL(target, 'http://account');
    const isMns = headers.authorization?.startsWith('MNS ') === true;
    const isSls = headers.authorization?.startsWith('LOG ') === true || isMns;
    const isSigned = isSls || isSignedByVendorRules({ method: request.method ?? '', target, headers, body }, keys);
    const of = searchParams.get('RoleName') ?? searchParams.get('PolicyName') ?? '';
    const key =
      pathname === '/'
        ? `${headers['x-acs-action']} ${of}`
        : searchParams.has('type')
          ? `${pathname}?type=log`
          : pathname;
    const answer = isSigned ? answers()[key] : 401;
    const status = answer === undefined ? 404 : typeof answer === 'number' ? answer : 200;
    response.writeHead(status, { 'content-type': 'application/json', 'x-log-progress': 'Complete' });
    const refusal = { Code: `Code${status}`, Message: 'refused' };
    response.end(isMns && typeof answer === 'string' ? answer : JSON.stringify(status === 200 ? answer : refusal));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

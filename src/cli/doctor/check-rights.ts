import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { acs3Headers } from '../../alibaba/acs3.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import { FUNCTION_NAMES, type FunctionName } from '../../deploy/deployment.ts';
import { lintRules } from '../../lint/lint-rules.ts';
import type { QueryPair } from '../../oss-wire/signable-request.ts';
import { allPrefixes } from '../../rules/match/covering-prefixes.ts';
import { readPolicyDocument } from '../lint/read-policy.ts';
import { rolesWithNeeds } from '../lint/role-needs.ts';
import { callVendor } from '../options/call-vendor.ts';
import { callApi } from '../options/deployment-api.ts';
import type { AccountServices, DoctorContext } from './doctor-context.ts';
import { finding, findingsOr, type Outcome, ok, unknown } from './verdict.ts';

/** The roles allow what the functions need: by their policies, and by a read that the function http does. */
export async function checkRights(context: DoctorContext): Promise<readonly Outcome[]> {
  const byPolicy =
    context.account === undefined
      ? [unknown('the local cloud has no roles')]
      : await policyOutcomes(context, context.account);
  const byCall = await callOutcomes(context);
  const found = [...byPolicy, ...byCall].filter(({ state }) => state === 'finding');
  if (found.length > 0) return found;
  const made = [...byPolicy, ...byCall].filter(({ state }) => state === 'ok');
  return made.length > 0 ? made.slice(0, 1) : byPolicy;
}

const AGAIN = 'deploy again (autoalias deploy): the policies follow the rules';

async function policyOutcomes(
  { deployment, rules }: DoctorContext,
  account: AccountServices,
): Promise<readonly Outcome[]> {
  const roles: { readonly id: FunctionName; readonly document: unknown }[] = [];
  for (const id of FUNCTION_NAMES) {
    const role = (await deployment.functionOf(id))?.role?.split('/').at(-1);
    if (role === undefined || role === '') continue;
    const documents = await policiesOf(account, role).catch((error: unknown) => {
      if (error instanceof AutoaliasError) return error;
      throw error;
    });
    if (documents instanceof AutoaliasError) return [unknown(documents.message)];
    roles.push({ id, document: documents });
  }
  if (roles.length === 0) return [unknown('Function Compute does not say which roles the functions have')];
  const own = roles.map(({ id, document }) => ({ id, policy: { statements: readPolicyDocument(document) ?? [] } }));
  const policy = { statements: own.flatMap((role) => role.policy.statements) };
  const findings = lintRules(rules.text, rules.source, {
    roles: (ruleSet) => rolesWithNeeds({ policy, roles: own }, ruleSet),
  });
  const missing = findings.filter(({ code }) => code === 'missing-permission');
  return findingsOr(
    missing.map(({ what, why }) => finding(`${what}: ${why}`, AGAIN)),
    ok('the roles of the functions allow what the rules need'),
  );
}

const listSchema = z.looseObject({
  Policies: z.looseObject({ Policy: z.array(z.looseObject({ PolicyName: z.string(), PolicyType: z.string() })) }),
});

const policySchema = z.looseObject({ DefaultPolicyVersion: z.looseObject({ PolicyDocument: z.string() }) });

/** All policies of a role as one document. */
async function policiesOf(account: AccountServices, role: string): Promise<unknown> {
  const { Policies } = await askRam(account, 'ListPoliciesForRole', [['RoleName', role]], listSchema);
  const documents = await Promise.all(
    Policies.Policy.map(({ PolicyName, PolicyType }) =>
      askRam(
        account,
        'GetPolicy',
        [
          ['PolicyName', PolicyName],
          ['PolicyType', PolicyType],
        ],
        policySchema,
      ),
    ),
  );
  const statements = documents.flatMap(({ DefaultPolicyVersion }) => {
    const parsed = z
      .looseObject({ Statement: z.array(z.unknown()) })
      .safeParse(JSON.parse(DefaultPolicyVersion.PolicyDocument));
    return parsed.data?.Statement ?? [];
  });
  return { Version: '1', Statement: statements };
}

/** An operation of the API of Resource Access Management, version 2015-05-01. */
async function askRam<T>(
  account: AccountServices,
  action: string,
  query: readonly QueryPair[],
  schema: z.ZodType<T>,
): Promise<T> {
  const { host, origin } = new URL(account.ramUrl);
  const request = { method: 'POST', host, path: '/', query, action, version: '2015-05-01' };
  const { host: _, ...headers } = acs3Headers(request, account.credentials, Date.now(), randomUUID());
  const search = new URLSearchParams(query.map(([name, value]): [string, string] => [name, value])).toString();
  const call = {
    method: 'POST',
    url: `${origin}/?${search.replaceAll('+', '%20')}`,
    headers: { ...headers, accept: 'application/json' },
  };
  const { status, text, shown } = await callVendor('Resource Access Management', call);
  const parsed = schema.safeParse(jsonOf(text));
  if (status === 200 && parsed.success) return parsed.data;
  const refusal = z.looseObject({ Code: z.string() }).safeParse(jsonOf(text));
  throw new AutoaliasError(
    'api-failed',
    `Resource Access Management answered ${action} with status ${status} (${shown(refusal.data?.Code ?? 'no code')}); this needs the permission ram:${action}`,
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The function http lists a folder that does not exist below each prefix of the rules, with its own role. */
async function callOutcomes({ api, rules }: DoctorContext): Promise<readonly Outcome[]> {
  if (api === undefined) return [unknown('no API is named (--api)')];
  const found: Outcome[] = [];
  for (const prefix of allPrefixes(rules.ruleSet)) {
    const query = new URLSearchParams({ prefix: `${prefix}.autoalias-doctor/` });
    const { status, message } = await callApi(api, `v1/plan?${query}`);
    if (status >= 500)
      found.push(finding(`the function http cannot list ${JSON.stringify(prefix)}: ${message}`, AGAIN));
    else if (status >= 400) return [unknown(`the API answered ${status}: ${message}`)];
  }
  return findingsOr(found, ok('the function http can list the prefixes of the rules'));
}

import * as z from 'zod';
import { FUNCTION_NAMES, type FunctionName } from '../../deploy/deployment.ts';
import type { ListedPrefix, Policy, PolicyStatement } from '../../lint/policy.ts';
import { type ReadDocument, readDocument } from './read-document.ts';
import { checkParameters, isRosTemplate, type Parameters, rosResources, rosTemplateSchema } from './ros-template.ts';

const oneOrMore = z.union([
  z.array(z.string()),
  z.union([z.string(), z.number(), z.boolean()]).transform((one) => [String(one)]),
]);

const statementSchema = z
  .looseObject({
    Effect: z.enum(['Allow', 'Deny']),
    Action: oneOrMore.optional(),
    NotAction: oneOrMore.optional(),
    Resource: oneOrMore.default(['*']),
    Condition: z.record(z.string(), z.record(z.string(), oneOrMore)).default({}),
  })
  .refine(({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined), 'needs Action or NotAction');

const policySchema = z.looseObject({
  Version: z.literal('1', 'must be "1"').optional(),
  // A single statement may be written without a list.
  Statement: z.preprocess(
    (given) => (given === undefined || Array.isArray(given) ? given : [given]),
    z.array(statementSchema),
  ),
});

/** The statements of a RAM policy document. Undefined if it is not one. */
export function readPolicyDocument(document: unknown): readonly PolicyStatement[] | undefined {
  const { data } = policySchema.safeParse(document);
  return data === undefined ? undefined : statementsOf(data);
}

const roleSchema = z.looseObject({
  Policies: z.array(z.looseObject({ PolicyDocument: policySchema })).default([]),
});

const managedSchema = z.looseObject({ PolicyDocument: policySchema });

const INSTEAD = 'name a RAM policy (JSON with Version and Statement) or a ROS template';

/** What a policy file allows. */
export interface ReadPolicies {
  /** All policies together. */
  readonly policy: Policy;
  /** The policies of single functions, if the file names them. */
  readonly roles: readonly { readonly id: FunctionName; readonly policy: Policy }[];
}

/**
 * What a RAM policy allows, or the policies of a ROS template, or those that `autoalias deploy --print ram` prints. The only
 * condition that is evaluated is `oss:Prefix`. With any other condition, an Allow statement counts and a Deny statement does
 * not.
 *
 * @throws AutoaliasError `config-invalid`, and `usage` for a parameter that the template does not have
 */
export function readPolicies(file: string, given: Parameters): ReadPolicies {
  const document = readDocument(file, INSTEAD);
  if (isRosTemplate(document.value)) return policiesOfTemplate(document, given);
  const roles = FUNCTION_NAMES.flatMap((id) => {
    const own: unknown = Object(document.value)[id];
    return own === undefined ? [] : [{ id, policy: { statements: statementsOf(document.as(policySchema, own, id)) } }];
  });
  const statements =
    roles.length > 0
      ? roles.flatMap(({ policy }) => policy.statements)
      : statementsOf(document.as(policySchema, document.value));
  return { policy: { statements }, roles };
}

const functionSchema = z.looseObject({
  Handler: z.string(),
  Role: z.looseObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }),
});

function policiesOfTemplate({ value, as }: ReadDocument, given: Parameters): ReadPolicies {
  const template = as(rosTemplateSchema, value);
  checkParameters(template, given);
  const ofRoles = new Map(
    rosResources(template, 'ALIYUN::RAM::Role', given).map(({ name, properties }) => [
      name,
      as(roleSchema, properties, name).Policies.flatMap(({ PolicyDocument }) => statementsOf(PolicyDocument)),
    ]),
  );
  const managed = rosResources(template, 'ALIYUN::RAM::ManagedPolicy', given).flatMap(({ name, properties }) =>
    statementsOf(as(managedSchema, properties, name).PolicyDocument),
  );
  const roles = rosResources(template, 'ALIYUN::FC3::Function', given).flatMap(({ properties }) => {
    const read = functionSchema.safeParse(properties).data;
    const id = FUNCTION_NAMES.find((name) => read?.Handler === `${name}.handler`);
    const own = ofRoles.get(read?.Role['Fn::GetAtt'][0] ?? '');
    return id === undefined || own === undefined ? [] : [{ id, policy: { statements: own } }];
  });
  // A policy that is attached to roles can belong to any of them, and a shared role to several functions.
  const isSeparate =
    managed.length === 0 && new Set(roles.map(({ policy }) => policy.statements)).size === roles.length;
  return { policy: { statements: [...[...ofRoles.values()].flat(), ...managed] }, roles: isSeparate ? roles : [] };
}

function statementsOf({ Statement }: z.infer<typeof policySchema>): readonly PolicyStatement[] {
  return Statement.flatMap(({ Effect, Action, NotAction, Resource, Condition }) => {
    const { prefixes, others } = conditionsOf(Condition);
    if (Effect === 'Deny' && others > 0) return [];
    return [
      {
        effect: Effect,
        actions: Action ?? NotAction ?? [],
        isInverted: Action === undefined,
        resources: Resource,
        listedPrefixes: prefixes,
      },
    ];
  });
}

function conditionsOf(conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>): {
  readonly prefixes: readonly ListedPrefix[] | undefined;
  readonly others: number;
} {
  const all = Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]) => ({ operator, key, value })),
  );
  const ofPrefix = all.filter(
    ({ operator, key }) => /^String(?:Like|Equals)$/.test(operator) && /^oss:prefix$/i.test(key),
  );
  const prefixes = ofPrefix.flatMap(({ operator, value }) =>
    value.map((text) => ({ text, isPattern: operator === 'StringLike' })),
  );
  return { prefixes: ofPrefix.length === 0 ? undefined : prefixes, others: all.length - ofPrefix.length };
}

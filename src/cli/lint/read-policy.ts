import * as z from 'zod';
import type { ListedPrefix, Policy, PolicyStatement } from '../../lint/policy.ts';
import { readDocument } from './read-document.ts';
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

const roleSchema = z.looseObject({
  Policies: z.array(z.looseObject({ PolicyDocument: policySchema })).default([]),
});

const managedSchema = z.looseObject({ PolicyDocument: policySchema });

const INSTEAD = 'name a RAM policy (JSON with Version and Statement) or a ROS template';

/**
 * What a RAM policy allows, or all policies of a ROS template together. The only condition that is evaluated is `oss:Prefix`.
 * With any other condition, an Allow statement counts and a Deny statement does not.
 *
 * @throws AutoaliasError `config-invalid`, and `usage` for a parameter that the template does not have
 */
export function readPolicy(file: string, given: Parameters): Policy {
  const { value, as } = readDocument(file, INSTEAD);
  if (!isRosTemplate(value)) return { statements: statementsOf(as(policySchema, value)) };
  const template = as(rosTemplateSchema, value);
  checkParameters(template, given);
  const roles = rosResources(template, 'ALIYUN::RAM::Role', given).flatMap(({ name, properties }) =>
    as(roleSchema, properties, name).Policies.map(({ PolicyDocument }) => PolicyDocument),
  );
  const managed = rosResources(template, 'ALIYUN::RAM::ManagedPolicy', given).map(
    ({ name, properties }) => as(managedSchema, properties, name).PolicyDocument,
  );
  return { statements: [...roles, ...managed].flatMap(statementsOf) };
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

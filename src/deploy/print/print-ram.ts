import type { Deployment, Role } from '../deployment.ts';
import { policyDocument } from '../describe/policy-size.ts';
import { OWN_LOG_PROJECT } from '../describe/rights.ts';
import type { DeploymentSettings } from '../settings.ts';
import { renderText, type Text, type Variable } from '../text.ts';

/** A document of RAM, ready for the API. */
export interface RamDocument {
  /** The name of the document: that of a function, `trigger`, that of a person, or a role with `-trust`. */
  readonly id: string;
  readonly kind: 'role-policy' | 'trust' | 'people-policy';
  /** A name for the policy or the role. */
  readonly name: string;
  readonly description: string;
  readonly document: unknown;
}

/** Texts of RAM policies, with `*` for what is not known. It is always valid, and covers more than a value. */
function write(of: Text, settings: DeploymentSettings): string {
  const known: Readonly<Partial<Record<Variable, string | undefined>>> = {
    name: settings.name,
    bucket: settings.bucket,
    region: settings.region,
    account: settings.account,
    logstore: settings.logstore,
  };
  return renderText(of, (name) =>
    name === 'logProject' ? (settings.logProject ?? write(OWN_LOG_PROJECT, settings)) : (known[name] ?? '*'),
  );
}

/** The policies of the roles and of people, and the trust policies of the roles. */
export function ramDocuments({ functions, triggerRole, people, settings }: Deployment): readonly RamDocument[] {
  const region = settings.region === undefined ? '' : `-${settings.region}`;
  const roles = [...functions.map(({ role }) => role), ...(triggerRole === undefined ? [] : [triggerRole])];
  const policy = (statements: Role['statements']) => policyDocument(statements, (text) => write(text, settings));
  return [
    ...roles.flatMap((role): RamDocument[] => {
      const name = `${settings.name}-${role.id}${region}`;
      return [
        { id: role.id, kind: 'role-policy', name, description: role.description, document: policy(role.statements) },
        {
          id: `${role.id}-trust`,
          kind: 'trust',
          name,
          description: `Lets ${role.service} assume the role`,
          document: {
            Version: '1',
            Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: [role.service] } }],
          },
        },
      ];
    }),
    ...people.map(
      ({ id, description, statements }): RamDocument => ({
        id,
        kind: 'people-policy',
        name: `${settings.name}-${id}`,
        description,
        document: policy(statements),
      }),
    ),
  ];
}

/** All documents as one JSON text, by their ids. */
export function printRam(deployment: Deployment): string {
  const documents = ramDocuments(deployment);
  return `${JSON.stringify(Object.fromEntries(documents.map(({ id, document }) => [id, document])), undefined, 2)}\n`;
}

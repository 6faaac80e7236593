import { FUNCTION_NAMES, type FunctionName, type Statement } from '../../deploy/deployment.ts';
import { exactRights } from '../../deploy/describe/rights.ts';
import { describeDeployment } from '../../deploy/describe-deployment.ts';
import { DEFAULT_SETTINGS } from '../../deploy/settings.ts';
import { renderText, type Text } from '../../deploy/text.ts';
import type { Policy, RolePermissions } from '../../lint/policy.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { ReadPolicies } from './read-policy.ts';

/** The roles of a policy file, each with what its function needs under the rules. */
export function rolesWithNeeds({ policy, roles }: ReadPolicies, ruleSet: RuleSet): readonly RolePermissions[] {
  const settings = { ...DEFAULT_SETTINGS, sweepTasks: hasTasks({ policy, roles }) ? 1 : 0 };
  const { functions } = describeDeployment(ruleSet, settings);
  const permitted = (ids: readonly FunctionName[]): Policy =>
    policyOf(functions.filter(({ id }) => ids.includes(id)).flatMap(({ role }) => role.statements));
  // One policy for all functions, or for one of them: it may be wide enough for all, but not wider.
  if (roles.length === 0)
    return [{ name: 'the functions', policy, needed: undefined, permitted: permitted(FUNCTION_NAMES) }];
  return roles.map(({ id, policy: own }) => ({
    name: id,
    policy: own,
    needed: policyOf(exactRights(id, ruleSet, settings)),
    permitted: permitted([id]),
  }));
}

/** Whether a policy is meant for a sweep that is divided into tasks. Such a sweep needs all rights of its tasks. */
function hasTasks({ policy, roles }: ReadPolicies): boolean {
  return [policy, ...roles.map(({ policy: own }) => own)].some(({ statements }) =>
    statements.some(({ actions }) => actions.includes('fc:ListAsyncTasks')),
  );
}

/** Statements as lint reads them. Account, region and names are any text. */
function policyOf(statements: readonly Statement[]): Policy {
  return {
    statements: statements.map(({ effect, actions, resources, listed }) => ({
      effect,
      actions,
      isInverted: false,
      resources: resources.map(pattern),
      listedPrefixes: listed?.map((one) => ({ text: pattern(one), isPattern: true })),
    })),
  };
}

function pattern(of: Text): string {
  return renderText(of, () => '*');
}

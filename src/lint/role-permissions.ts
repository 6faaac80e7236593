import type { Finding } from './finding.ts';
import { ANY, type Language } from './language/language.ts';
import { type Check, type LintContext, ruleFinding, untilSpent } from './lint-context.ts';
import {
  glob,
  matchesAction,
  type Policy,
  type PolicyStatement,
  type RolePermissions,
  resourcesOf,
  scopeOf,
} from './policy.ts';

/** Finds permissions that a role lacks, and permissions that its function does not use. */
export const rolePermissions: Check = (context) => {
  const { roles } = context;
  const stopped = (_: RolePermissions, stop: Omit<Finding, 'path' | 'rule' | 'alias'>) =>
    ruleFinding(context, 0, [], stop);
  return untilSpent(context, roles, (role) => [...missing(context, role), ...surplus(context, role)], stopped);
};

type ActionKind = 'key' | 'prefix' | 'resource';

/** What the resources of an action are: keys, prefixes of listings, or something else. */
function kindOf(action: string): ActionKind {
  if (/^oss:List/i.test(action)) return 'prefix';
  return /^oss:(?!GetBucket)/i.test(action) ? 'key' : 'resource';
}

/** The languages to which the statement with an action applies. */
function languagesOf(statement: PolicyStatement, kind: ActionKind): readonly Language[] {
  return kind === 'resource' ? statement.resources.map(glob) : scopeOf(statement, kind);
}

function allLanguages(policy: Policy, effect: 'Allow' | 'Deny', action: string): readonly Language[] {
  const kind = kindOf(action);
  if (kind !== 'resource') return resourcesOf(policy, effect, action, kind);
  return policy.statements
    .filter(
      (one) =>
        one.effect === effect && one.actions.some((written) => matchesAction(written, action)) !== one.isInverted,
    )
    .flatMap((one) => languagesOf(one, kind));
}

function missing({ search, ...context }: LintContext, { name, policy, needed }: RolePermissions): readonly Finding[] {
  if (needed === undefined) return [];
  return needed.statements.flatMap((statement) =>
    statement.actions.flatMap((action) => {
      const kind = kindOf(action);
      const allowed = allLanguages(policy, 'Allow', action);
      const denied = allLanguages(policy, 'Deny', action);
      // The names of other resources depend on the deployment, so any of them is enough.
      const isKnown = kind !== 'resource' || allowed.length === 0;
      const gaps = !isKnown
        ? []
        : languagesOf(statement, kind).flatMap((language) => [
            ...search({ in: [language], notIn: allowed }).texts,
            ...denied.flatMap((one) => search({ in: [language, one] }).texts),
          ]);
      const [gap] = gaps;
      if (gap === undefined) return [];
      return [
        ruleFinding({ search, ...context }, 0, [], {
          code: 'missing-permission',
          severity: 'warning',
          what: `the role of ${name} lacks ${action}`,
          why: `the policy does not allow it for ${described(kind, gap)}`,
          instead: 'allow it there, or print the policy with autoalias deploy --print ram',
          ...(kind === 'key' ? { witness: { key: gap } } : {}),
        }),
      ];
    }),
  );
}

function described(kind: ActionKind, text: string): string {
  if (kind === 'key') return `the key ${text}`;
  return kind === 'prefix' ? `listings with the prefix "${text}"` : text;
}

function surplus(context: LintContext, role: RolePermissions): readonly Finding[] {
  const { policy } = role;
  const allowing = policy.statements.filter(({ effect }) => effect === 'Allow');
  return allowing.flatMap((statement) =>
    statement.isInverted
      ? [surplusFinding(context, role, `NotAction`, 'it allows every action except those that it names')]
      : statement.actions.flatMap((written) => surplusOf(context, role, statement, written)),
  );
}

function surplusOf(
  context: LintContext,
  role: RolePermissions,
  statement: PolicyStatement,
  written: string,
): readonly Finding[] {
  const used = role.permitted.statements.flatMap(({ actions }) => actions);
  const action = used.find((one) => one.toLowerCase() === written.toLowerCase());
  if (action === undefined) {
    const matched = [...new Set(used.filter((one) => matchesAction(written, one)))];
    const why =
      matched.length === 0
        ? 'the function never uses it'
        : `of its actions, the function uses only ${matched.join(', ')}`;
    return [surplusFinding(context, role, written, why)];
  }
  const kind = kindOf(action);
  const permitted = allLanguages(role.permitted, 'Allow', action);
  const denied = allLanguages(role.policy, 'Deny', action);
  for (const language of languagesOf(statement, kind)) {
    const [text] = context.search({ in: [ANY, language], notIn: [...permitted, ...denied] }).texts;
    if (text === undefined) continue;
    const why = `it also applies to ${described(kind, text)}, which the rules do not need`;
    return [surplusFinding(context, role, written, why, kind === 'key' ? text : undefined)];
  }
  return [];
}

function surplusFinding(
  context: LintContext,
  { name }: RolePermissions,
  action: string,
  why: string,
  key?: string,
): Finding {
  return ruleFinding(context, 0, [], {
    code: 'surplus-permission',
    severity: 'warning',
    what: `the role of ${name} has more than it needs: ${action}`,
    why,
    instead: 'remove it, or print the policy with autoalias deploy --print ram',
    ...(key === undefined ? {} : { witness: { key } }),
  });
}

import type { PlanTotal } from '../../handlers/look/plan.ts';
import { count } from '../terminal/count.ts';
import type { Stack } from './stack.ts';
import type { ParameterChange } from './stack-parameters.ts';
import { stateOf } from './stack-state.ts';
import type { TemplateChange } from './template-changes.ts';

/** What a deployment changes, before anything is written. */
export interface DeploymentPlan {
  readonly stackName: string;
  /** The stack as it is. Undefined if it does not exist. */
  readonly stack: Stack | undefined;
  readonly template: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly code: CodePlan;
  readonly changes: readonly TemplateChange[];
  readonly parameterChanges: readonly ParameterChange[];
  /** What a sweep with the new rules changes. Undefined if that was not asked. */
  readonly aliases: PlanTotal | undefined;
}

export interface CodePlan {
  readonly bucket: string;
  readonly key: string;
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  /** Whether it is in the bucket already. */
  readonly isUploaded: boolean;
}

/** What happens to the stack. */
export function stackAction({
  stack,
  changes,
  parameterChanges,
}: Pick<DeploymentPlan, 'stack' | 'changes' | 'parameterChanges'>): 'create' | 'update' | 'none' {
  if (stack === undefined) return 'create';
  // After a failed update, the service may return the template that failed.
  if (stateOf(stack) === 'failed') return 'update';
  return changes.length + parameterChanges.length > 0 ? 'update' : 'none';
}

const MOST_FIELDS = 5;
const LONGEST_VALUE = 60;

/** The plan without its aliases, one line for each change. */
export function planLines(plan: DeploymentPlan): readonly string[] {
  const { stackName, stack, code, changes, parameterChanges } = plan;
  const action = stackAction(plan);
  const kilobytes = Math.ceil(code.size / 1024);
  return [
    `code: oss://${code.bucket}/${code.key}, ${kilobytes} KB, ${code.isUploaded ? 'is already there' : 'is uploaded'}`,
    `stack: ${stackName}, ${stack === undefined ? 'is created' : `${stack.status}, ${action === 'none' ? 'does not change' : 'is updated'}`}`,
    ...(action === 'update' ? changes.flatMap(changeLines) : []),
    ...(action === 'update' ? parameterChanges : []).map(
      ({ name, from, to }) =>
        `  change  parameter ${name}: ${from === undefined ? to : `${from || "''"} -> ${to || "''"}`}`,
    ),
  ];
}

function changeLines({ what, section, name, type, fields }: TemplateChange): readonly string[] {
  const kind = section === 'Resources' ? (type ?? 'resource') : section.slice(0, -1).toLowerCase();
  const more =
    fields.length > MOST_FIELDS ? [`          and ${count(fields.length - MOST_FIELDS, 'other field')}`] : [];
  return [
    `  ${what.padEnd(6)}  ${name} (${kind})`,
    ...fields.slice(0, MOST_FIELDS).map(({ path, from, to }) => `          ${path}: ${shown(from)} -> ${shown(to)}`),
    ...more,
  ];
}

function shown(value: unknown): string {
  const text = value === undefined ? 'none' : typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

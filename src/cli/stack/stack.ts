import * as z from 'zod';
import type { QueryPair } from '../../oss-wire/signable-request.ts';
import { askRos, RosRefused, type RosTarget } from './ros-api.ts';

/** A stack of Resource Orchestration Service. */
export interface Stack {
  readonly id: string;
  readonly name: string;
  /** For example `UPDATE_COMPLETE`. */
  readonly status: string;
  readonly reason: string;
  /** When an operation last ended, as the service writes it. Empty if there was only the creation. */
  readonly updatedAt: string;
  /** Includes pseudo parameters like `ALIYUN::TenantId`. Secrets are masked. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly outputs: ReadonlyMap<string, string>;
  /** How many resources are done, and how many there are. */
  readonly progress: { readonly done: number; readonly total: number } | undefined;
}

const stackSchema = z
  .object({
    StackId: z.string(),
    StackName: z.string(),
    Status: z.string(),
    StatusReason: z.string().nullish(),
    UpdateTime: z.string().nullish(),
    Parameters: z.array(z.object({ ParameterKey: z.string(), ParameterValue: z.unknown() })).nullish(),
    Outputs: z.array(z.object({ OutputKey: z.string(), OutputValue: z.unknown() })).nullish(),
    ResourceProgress: z
      .object({ TotalResourceCount: z.number().default(0), SuccessResourceCount: z.number().default(0) })
      .nullish(),
  })
  .transform(
    (stack): Stack => ({
      id: stack.StackId,
      name: stack.StackName,
      status: stack.Status,
      reason: stack.StatusReason ?? '',
      updatedAt: stack.UpdateTime ?? '',
      parameters: new Map((stack.Parameters ?? []).map((one) => [one.ParameterKey, textOf(one.ParameterValue)])),
      outputs: new Map((stack.Outputs ?? []).map((one) => [one.OutputKey, textOf(one.OutputValue)])),
      progress: progressOf(stack.ResourceProgress),
    }),
  );

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function progressOf(counts: { TotalResourceCount: number; SuccessResourceCount: number } | null | undefined) {
  if (counts === null || counts === undefined || counts.TotalResourceCount === 0) return undefined;
  return { done: counts.SuccessResourceCount, total: counts.TotalResourceCount };
}

const listSchema = z.object({ Stacks: z.array(z.object({ StackId: z.string(), Status: z.string() })) });

/** The stack of a name. Undefined if there is none, or only deleted ones. */
export async function findStack(target: RosTarget, name: string): Promise<Stack | undefined> {
  const query: readonly QueryPair[] = [
    ['StackName.1', name],
    ['PageSize', '50'],
  ];
  const { Stacks } = await askRos(target, { action: 'ListStacks', query }, listSchema);
  const found = Stacks.find(({ Status }) => Status !== 'DELETE_COMPLETE');
  return found === undefined ? undefined : readStack(target, found.StackId);
}

/** GetStack. */
export function readStack(target: RosTarget, id: string): Promise<Stack> {
  return askRos(target, { action: 'GetStack', query: [['StackId', id]] }, stackSchema);
}

/** The text of the template of a stack, as it was sent. */
export async function readTemplate(target: RosTarget, id: string): Promise<string> {
  const query: readonly QueryPair[] = [
    ['StackId', id],
    ['TemplateStage', 'Original'],
  ];
  const answer = await askRos(target, { action: 'GetTemplate', query }, z.object({ TemplateBody: z.unknown() }));
  return textOf(answer.TemplateBody);
}

/** What a stack is created from or updated to. */
export interface StackContent {
  readonly template: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** Identifies the request, so that sending it twice has one effect. At most 64 characters. */
  readonly clientToken: string;
}

const idSchema = z.object({ StackId: z.string() });

/** CreateStack. Returns the id of the stack. */
export async function createStack(target: RosTarget, name: string, content: StackContent): Promise<string> {
  const query: readonly QueryPair[] = [['StackName', name], ...contentQuery(content)];
  try {
    return (await askRos(target, { action: 'CreateStack', query, form: formOf(content) }, idSchema)).StackId;
  } catch (error) {
    const begun = isBeingProcessed(error) ? await findStack(target, name) : undefined;
    if (begun === undefined) throw error;
    return begun.id;
  }
}

/**
 * UpdateStack. Returns `unchanged` if template and parameters are those of the stack. Parameters that are left out keep
 * their values.
 */
export async function updateStack(
  target: RosTarget,
  id: string,
  content: StackContent,
): Promise<'started' | 'unchanged'> {
  const query: readonly QueryPair[] = [['StackId', id], ['UsePreviousParameters', 'true'], ...contentQuery(content)];
  try {
    await askRos(target, { action: 'UpdateStack', query, form: formOf(content) }, idSchema);
    return 'started';
  } catch (error) {
    if (isSameStack(error)) return 'unchanged';
    if (isBeingProcessed(error)) return 'started';
    throw error;
  }
}

/** Source: the vendor's ROS CDK, command `deploy`. The documentation says that an update without a change is NotSupported. */
function isSameStack(error: unknown): boolean {
  return (
    error instanceof RosRefused && error.rosCode === 'NotSupported' && /completely same stack/.test(error.rosMessage)
  );
}

/** The request was sent again, and the first one is being processed. */
function isBeingProcessed(error: unknown): boolean {
  return error instanceof RosRefused && error.rosCode === 'LastTokenProcessing';
}

function contentQuery({ parameters, clientToken }: StackContent): readonly QueryPair[] {
  return [
    ['ClientToken', clientToken],
    ...[...parameters].flatMap(([name, value], i): readonly QueryPair[] => [
      [`Parameters.${i + 1}.ParameterKey`, name],
      [`Parameters.${i + 1}.ParameterValue`, value],
    ]),
  ];
}

function formOf({ template }: StackContent): readonly QueryPair[] {
  return [['TemplateBody', template]];
}

/** A resource that could not be created, updated or deleted. */
export interface ResourceFailure {
  readonly eventId: string;
  readonly resource: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string;
}

const eventsSchema = z.object({
  Events: z.array(
    z
      .object({
        EventId: z.string(),
        LogicalResourceId: z.string(),
        ResourceType: z.string().default(''),
        Status: z.string(),
        StatusReason: z.string().nullish(),
      })
      .transform(
        (event): ResourceFailure => ({
          eventId: event.EventId,
          resource: event.LogicalResourceId,
          type: event.ResourceType,
          status: event.Status,
          reason: event.StatusReason ?? '',
        }),
      ),
  ),
});

/** The events of failed resources, as many as one request returns. Includes those of earlier operations. */
export async function failuresOf(target: RosTarget, id: string): Promise<readonly ResourceFailure[]> {
  const query: readonly QueryPair[] = [
    ['StackId', id],
    ['PageSize', '50'],
    ...['CREATE_FAILED', 'UPDATE_FAILED', 'DELETE_FAILED'].map((status, i): QueryPair => [`Status.${i + 1}`, status]),
  ];
  return (await askRos(target, { action: 'ListStackEvents', query }, eventsSchema)).Events;
}

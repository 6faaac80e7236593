import * as z from 'zod';
import { AutoaliasError } from '../../autoalias-error.ts';
import type { ConfigurationBody, FunctionBody, RelationBody } from '../../deploy/baidu/cfc-bodies.ts';
import { askBce, BceRefused, type BceTarget } from './bce-api.ts';

/** The settings of a function as CFC returns them. A field that it leaves out is not compared. */
const configurationSchema = z.object({
  FunctionBrn: z.string(),
  FunctionName: z.string(),
  Description: z.string().nullish(),
  Timeout: z.number().nullish(),
  Handler: z.string().nullish(),
  Runtime: z.string().nullish(),
  MemorySize: z.number().nullish(),
  CodeSha256: z.string().nullish(),
  DeadLetterTopic: z.string().nullish(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()).nullish() }).nullish(),
});
export type DeployedFunction = z.infer<typeof configurationSchema>;

/** GetFunction (CFC, page Kjwvz45ri). Undefined if there is none of that name. */
export async function getFunction(target: BceTarget, name: string): Promise<DeployedFunction | undefined> {
  try {
    const operation = { action: 'GetFunction', method: 'GET', path: `/v1/functions/${name}` } as const;
    return (await askBce(target, operation, z.object({ Configuration: configurationSchema }))).Configuration;
  } catch (error) {
    if (error instanceof BceRefused && error.status === 404) return undefined;
    throw error;
  }
}

/**
 * CreateFunction (page xjwvz450q). If an earlier request has created it, and its answer was lost, it is as if it were
 * created now, and the next plan compares it.
 */
export async function createFunction(target: BceTarget, body: FunctionBody): Promise<DeployedFunction> {
  try {
    return await askBce(
      target,
      { action: 'CreateFunction', method: 'POST', path: '/v1/functions', body },
      configurationSchema,
    );
  } catch (error) {
    const begun =
      error instanceof BceRefused && error.status === 409 ? await getFunction(target, body.FunctionName) : undefined;
    if (begun === undefined) throw error;
    return begun;
  }
}

/** UpdateFunctionCode (page jjwvz45ex). @param zipFile in base64. */
export async function updateCode(target: BceTarget, name: string, zipFile: string): Promise<void> {
  const body = { ZipFile: zipFile, Publish: false, DryRun: false };
  await askBce(
    target,
    { action: 'UpdateFunctionCode', method: 'PUT', path: `/v1/functions/${name}/code`, body },
    z.unknown(),
  );
}

/** UpdateFunctionConfiguration (page 2jwvz44ns). */
export async function updateConfiguration(target: BceTarget, name: string, body: ConfigurationBody): Promise<void> {
  await askBce(
    target,
    { action: 'UpdateFunctionConfiguration', method: 'PUT', path: `/v1/functions/${name}/configuration`, body },
    z.unknown(),
  );
}

const relationSchema = z.object({
  RelationId: z.string(),
  Source: z.string(),
  Target: z.string(),
  Data: z.record(z.string(), z.unknown()).nullish(),
});
export type Relation = z.infer<typeof relationSchema>;

/** bce-sdk-js and the pages use this path; bce-sdk-go uses `/v1/console/relation`. */
const RELATION = '/v1/relation';

/** ListTriggers (page Kjwvz499l). @param brn that of a function. */
export async function listRelations(target: BceTarget, brn: string): Promise<readonly Relation[]> {
  const answer = await askBce(
    target,
    { action: 'ListTriggers', method: 'GET', path: RELATION, query: [['FunctionBrn', brn]] },
    z.object({ Relation: z.array(relationSchema).nullish() }),
  );
  return answer.Relation ?? [];
}

const writtenRelation = z.object({ Relation: relationSchema });

/** CreateTrigger (page njwvz48yg). */
export async function createRelation(target: BceTarget, body: RelationBody): Promise<Relation> {
  const operation = { action: 'CreateTrigger', method: 'POST', path: RELATION, body } as const;
  return (await askBce(target, operation, writtenRelation)).Relation;
}

/** UpdateTrigger (bce-sdk-go services/cfc/api/cfc.go). */
export async function updateRelation(target: BceTarget, id: string, body: RelationBody): Promise<Relation> {
  const operation = {
    action: 'UpdateTrigger',
    method: 'PUT',
    path: RELATION,
    body: { RelationId: id, ...body },
  } as const;
  return (await askBce(target, operation, writtenRelation)).Relation;
}

/** DeleteTrigger (bce-sdk-go services/cfc/api/cfc.go). */
export async function deleteRelation(target: BceTarget, { RelationId, Source, Target }: Relation): Promise<void> {
  const query = [
    ['RelationId', RelationId],
    ['Target', Target],
    ['Source', Source],
  ] as const;
  await askBce(target, { action: 'DeleteTrigger', method: 'DELETE', path: RELATION, query }, z.unknown()).catch(
    (error: unknown) => {
      if (!(error instanceof BceRefused && error.status === 404)) throw error;
    },
  );
}

/** The address of the HTTP API in an HTTP trigger, without `/v1`. Undefined if CFC does not return it. */
export function endpointOf({ Data }: Pick<Relation, 'Data'>): string | undefined {
  const prefix = Data?.EndpointPrefix;
  return typeof prefix === 'string' ? prefix : undefined;
}

/** @throws AutoaliasError `usage` for a function of that name that another program has created. */
export function refuseForeignFunction(found: DeployedFunction | undefined, handler: string): void {
  if (found === undefined || found.Handler === handler || / \[code [0-9a-f]{12}\]$/.test(found.Description ?? ''))
    return;
  throw new AutoaliasError(
    'usage',
    `the function ${found.FunctionName} exists and is not part of autoalias (its handler is ${found.Handler ?? 'unknown'}); choose another --name`,
  );
}

import type { StoreCapabilities } from '../store-capabilities.ts';
import type { StoreRequest } from '../store-request.ts';
import type { ResponseByOperation } from '../store-response.ts';

type Operation = StoreRequest['operation'];

type Limits = {
  readonly [O in Operation]?: (
    answer: ResponseByOperation[O],
    capabilities: StoreCapabilities,
  ) => ResponseByOperation[O];
};

/** The answer of a store with these capabilities to a request that the engine has answered. */
export function limitAnswer<O extends Operation>(
  operation: O,
  answer: ResponseByOperation[O],
  capabilities: StoreCapabilities,
): ResponseByOperation[O] {
  return LIMITS[operation]?.(answer, capabilities) ?? answer;
}

const LIMITS: Limits = {
  HeadObject: (answer, capabilities) => (answer.found === 'none' ? withoutVersion(answer, capabilities) : answer),
  GetSymlink: withoutVersion,
  PutSymlink: withoutVersion,
  ListObjects: (page, { listsLinks }) => (listsLinks ? page : { ...page, objects: page.objects.map(withoutType) }),
  ListObjectVersions: (page, { listsLinks }) =>
    listsLinks ? page : { ...page, versions: page.versions.map(withoutType) },
};

function withoutType<T extends { readonly type?: string }>({ type: _, ...listed }: T): Omit<T, 'type'> {
  return listed;
}

function withoutVersion<T extends object>(answer: T, { versionsLinks }: StoreCapabilities): T {
  if (versionsLinks || !('versionId' in answer)) return answer;
  const { versionId: _, ...rest } = answer;
  return rest as T;
}

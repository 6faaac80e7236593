import { describe, expect, test } from 'vitest';
import { describeDeployment } from '../../src/deploy/describe-deployment.ts';
import { ramDocuments } from '../../src/deploy/print/print-ram.ts';
import type { HandlerContext } from '../../src/handlers/function/handler-context.ts';
import { sweep } from '../../src/handlers/walk/sweep.ts';
import { planRollback } from '../../src/handlers/withdraw/rollback.ts';
import { carryOut } from '../../src/handlers/withdraw/withdraw.ts';
import { handleChanges } from '../../src/handlers/work/handle-changes.ts';
import type { StoreRequest } from '../../src/stores/store-request.ts';
import { handlerWorld } from '../handlers/handler-world.ts';
import { KNOWN, RULE_FILES, type RuleFile, ruleSetOf } from './rule-files.ts';
import { allows, policySchema, type RamCall } from './vendor/ram-evaluator.ts';

const BUCKET = `acs:oss:*:${KNOWN.account}:${KNOWN.bucket}`;

/** The calls for which OSS asks RAM (OSS, "RAM policy" page). Symlinks have no actions of their own. */
function callsOf(request: StoreRequest): readonly RamCall[] {
  const on = (action: string): RamCall[] =>
    'key' in request ? [{ action: `oss:${action}`, resource: `${BUCKET}/${request.key}` }] : [];
  const tagged = 'tags' in request && request.tags !== undefined ? on('PutObjectTagging') : [];
  const version = 'versionId' in request && request.versionId !== undefined;
  switch (request.operation) {
    case 'HeadObject':
    case 'GetObject':
    case 'GetSymlink':
      return on(version ? 'GetObjectVersion' : 'GetObject');
    case 'PutObject':
    case 'PutSymlink':
      return [...on('PutObject'), ...tagged];
    case 'DeleteObject':
      return on(version ? 'DeleteObjectVersion' : 'DeleteObject');
    case 'ListObjects':
    case 'ListObjectVersions':
      return [{ action: `oss:${request.operation}`, resource: BUCKET, prefix: request.prefix ?? '' }];
    case 'GetBucketVersioning':
      return [{ action: 'oss:GetBucketVersioning', resource: BUCKET }];
    default:
      return on(request.operation);
  }
}

/** A bucket with the functions' contexts, each with the policy of its role. `refused` has what a policy did not allow. */
function guarded(file: RuleFile, versioning: 'Enabled' | 'Suspended') {
  const world = handlerWorld({ rules: file.text, versioning, now: Date.now });
  const documents = ramDocuments(describeDeployment(ruleSetOf(file), KNOWN));
  const refused: string[] = [];
  const contextOf = (id: string): HandlerContext => {
    const policy = policySchema.parse(documents.find((one) => one.id === id)?.document);
    const { store } = world.context;
    return {
      ...world.context,
      store: {
        ...store,
        send: (request) => {
          const denied = callsOf(request).filter((call) => !allows(policy, call));
          refused.push(...denied.map(({ action, resource, prefix }) => `${id}: ${action} ${resource} ${prefix ?? ''}`));
          return store.send(request);
        },
      },
    };
  };
  return { world, refused, contextOf };
}

const change = (key: string, event: string) => ({ key, cause: { kind: 'change' as const, event, key } });

describe.each(RULE_FILES.map((file) => [file.name, file] as const))('%s', (_, file) => {
  test.each(['Enabled', 'Suspended'] as const)(
    'no function needs more than its role has: versioning %s',
    async (versioning) => {
      const { world, refused, contextOf } = guarded(file, versioning);
      const events = contextOf('object-events');
      const created = file.candidates.map((key) => change(key, 'ObjectCreated:PutObject'));
      await world.put(...file.candidates);
      await handleChanges(events, created);
      const links = await world.links();
      expect(Object.keys(links).length).toBeGreaterThan(0);
      await sweep(contextOf('sweep'), { kind: 'sweep' });
      const [alias = ''] = Object.keys(links);
      const http = contextOf('http');
      if (file.markers.length > 0) await carryOut(http, await planRollback(http, { names: [alias], reason: 'r' }));
      await world.remove(...file.candidates);
      await handleChanges(
        events,
        file.candidates.map((key) => change(key, 'ObjectRemoved:DeleteObject')),
      );
      await world.put(...file.candidates);
      await sweep(contextOf('sweep'), { kind: 'sweep' });
      await sweep(http, { kind: 'sweep' });
      expect(refused).toEqual([]);
    },
  );
});

test('a role with less is noticed', async () => {
  const [file] = RULE_FILES;
  if (file === undefined) throw new TypeError('there are rule files');
  const { world, refused, contextOf } = guarded(file, 'Enabled');
  await world.put('private/1.0.0/x');
  await contextOf('sweep').store.send({ operation: 'HeadObject', key: 'private/1.0.0/x' });
  expect(refused).toEqual([`sweep: oss:GetObject ${BUCKET}/private/1.0.0/x `]);
});

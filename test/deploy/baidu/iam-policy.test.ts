import { describe, expect, test } from 'vitest';
import { DEFAULT_BAIDU_SETTINGS } from '../../../src/deploy/baidu/baidu-settings.ts';
import { describeBaidu } from '../../../src/deploy/baidu/describe-baidu.ts';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
import { planRollback } from '../../../src/handlers/withdraw/rollback.ts';
import { carryOut } from '../../../src/handlers/withdraw/withdraw.ts';
import { handleChanges } from '../../../src/handlers/work/handle-changes.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import { handlerWorld } from '../../handlers/handler-world.ts';
import { RULE_FILES, type RuleFile, ruleSetOf } from '../rule-files.ts';
import { aclSchema, type BosCall, bosAllows } from './bos-evaluator.ts';

const KNOWN = { ...DEFAULT_BAIDU_SETTINGS, bucket: 'my-bucket', region: 'bj' };

function policiesOf(file: RuleFile) {
  const { policies } = describeBaidu(ruleSetOf(file), KNOWN);
  return Object.fromEntries(policies.map(({ id, document }) => [id, aclSchema.parse(document)]));
}

/** The permission that BOS asks for. The operations on links do not have permissions of their own. */
function callOf(request: StoreRequest): BosCall {
  const resource = 'key' in request ? `my-bucket/${request.key}` : 'my-bucket';
  const version = 'versionId' in request && request.versionId !== undefined;
  switch (request.operation) {
    case 'HeadObject':
    case 'GetSymlink':
    case 'GetObject':
      return { operation: version ? 'GetObjectVersion' : 'GetObject', resource };
    case 'PutSymlink':
      return { operation: 'PutObject', resource };
    default:
      return { operation: request.operation, resource };
  }
}

const change = (key: string, event: string) => ({ key, cause: { kind: 'change' as const, event, key } });

describe.each(RULE_FILES.map((file) => [file.name, file] as const))('%s', (_, file) => {
  const { functions, uploader, reader, operator } = policiesOf(file);
  const can = (policy: typeof functions, operation: string, key: string) =>
    policy !== undefined && bosAllows(policy, { operation, resource: `my-bucket/${key}` });

  test.each(['Enabled', 'Suspended'] as const)(
    'the policy of the functions allows what they do: versioning %s',
    async (versioning) => {
      const world = handlerWorld({ rules: file.text, versioning, now: Date.now });
      const refused: string[] = [];
      const { store } = world.context;
      const context = {
        ...world.context,
        store: {
          ...store,
          send: (request: StoreRequest) => {
            const call = callOf(request);
            if (functions === undefined || !bosAllows(functions, call)) {
              refused.push(`${call.operation} ${call.resource}`);
            }
            return store.send(request);
          },
        },
      } as typeof world.context;
      await world.put(...file.candidates);
      await handleChanges(
        context,
        file.candidates.map((key) => change(key, 'PutObject')),
      );
      const [alias = ''] = Object.keys(await world.links());
      expect(alias).not.toBe('');
      await sweep(context, { kind: 'sweep' });
      if (file.markers.length > 0)
        await carryOut(context, await planRollback(context, { names: [alias], reason: 'r' }));
      await world.remove(...file.candidates);
      await handleChanges(
        context,
        file.candidates.map((key) => change(key, 'DeleteObject')),
      );
      expect(refused).toEqual([]);
    },
  );

  test('the functions can neither write candidates nor touch other keys', () => {
    for (const key of file.foreign) {
      expect([key, can(functions, 'GetObject', key), can(functions, 'PutObject', key)]).toEqual([key, false, false]);
    }
    expect(can(functions, 'PutObject', '.autoalias/code/x.zip')).toBe(false);
  });

  test('people have what they need, and no more', () => {
    for (const key of file.candidates) {
      expect(can(uploader, 'PutObject', key)).toBe(true);
      expect(can(uploader, 'DeleteObject', key)).toBe(false);
      expect(can(uploader, 'GetObject', key)).toBe(false);
      expect(can(reader, 'GetObject', key)).toBe(true);
      expect(can(reader, 'PutObject', key)).toBe(false);
      expect(can(operator, 'GetObject', key)).toBe(true);
    }
    for (const key of file.markers) {
      expect(can(uploader, 'PutObject', key)).toBe(false);
      expect(can(operator, 'PutObject', key)).toBe(true);
    }
    for (const key of file.aliases) {
      expect(can(operator, 'PutObject', key)).toBe(true);
      expect(can(reader, 'GetObject', key)).toBe(true);
    }
  });
});

test('policies fit, and name * as the region if none is known', () => {
  for (const file of RULE_FILES) {
    const { policies } = describeBaidu(ruleSetOf(file), { ...KNOWN, region: undefined });
    for (const { document } of policies) {
      expect(JSON.stringify(document).length).toBeLessThanOrEqual(4096);
      expect(document.accessControlList.every(({ region }) => region === '*')).toBe(true);
    }
  }
});

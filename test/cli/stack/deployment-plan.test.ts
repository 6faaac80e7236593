import { describe, expect, test } from 'vitest';
import { type DeploymentPlan, planLines, stackAction } from '../../../src/cli/stack/deployment-plan.ts';
import type { Stack } from '../../../src/cli/stack/stack.ts';

const STACK: Stack = {
  id: 'i',
  name: 'autoalias',
  status: 'UPDATE_COMPLETE',
  reason: '',
  updatedAt: '',
  parameters: new Map(),
  outputs: new Map(),
  progress: undefined,
};
const PLAN: DeploymentPlan = {
  stackName: 'autoalias',
  stack: STACK,
  template: '',
  parameters: new Map(),
  code: { bucket: 'b', key: 'k.zip', sha256: '0', size: 1025, isUploaded: true },
  changes: [],
  parameterChanges: [],
  aliases: undefined,
};
const CHANGED = { name: 'A', from: '', to: '2' };

describe('stackAction', () => {
  test.each([
    [{ stack: undefined }, 'create'],
    [{}, 'none'],
    [{ parameterChanges: [CHANGED] }, 'update'],
    [{ stack: { ...STACK, status: 'ROLLBACK_COMPLETE' } }, 'update'],
  ])('%j: %s', (fields, action) => {
    expect(stackAction({ ...PLAN, ...fields })).toBe(action);
  });
});

describe('planLines', () => {
  test('without a change', () => {
    expect(planLines(PLAN)).toEqual([
      'code: oss://b/k.zip, 2 KB, is already there',
      'stack: autoalias, UPDATE_COMPLETE, does not change',
    ]);
  });

  test('a new stack has no list of changes', () => {
    const lines = planLines({ ...PLAN, stack: undefined, code: { ...PLAN.code, isUploaded: false } });
    expect(lines).toEqual(['code: oss://b/k.zip, 2 KB, is uploaded', 'stack: autoalias, is created']);
  });

  test('an update lists resources, parts and parameters; long lists and values are cut', () => {
    const fields = [1, 2, 3, 4, 5, 6].map((n) => ({ path: `p${n}`, from: undefined, to: 'x'.repeat(61) }));
    const lines = planLines({
      ...PLAN,
      changes: [
        { what: 'add', section: 'Resources', name: 'New', type: 'ALIYUN::FC3::Trigger', fields: [] },
        { what: 'change', section: 'Outputs', name: 'Url', type: undefined, fields },
      ],
      parameterChanges: [CHANGED],
    });
    expect(lines.slice(1)).toEqual([
      'stack: autoalias, UPDATE_COMPLETE, is updated',
      '  add     New (ALIYUN::FC3::Trigger)',
      '  change  Url (output)',
      ...[1, 2, 3, 4, 5].map((n) => `          p${n}: none -> ${'x'.repeat(60)}…`),
      '          and 1 other field',
      "  change  parameter A: '' -> 2",
    ]);
  });
});

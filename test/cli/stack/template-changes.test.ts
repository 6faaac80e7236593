import { describe, expect, test } from 'vitest';
import { templateChanges } from '../../../src/cli/stack/template-changes.ts';

const BEFORE = `
# A comment.
Parameters: { Name: { Type: String, Default: a } }
Resources:
  Sweep: { Type: ALIYUN::FC3::Function, Properties: { Timeout: 60, Environment: { A: 1, B: 2 } } }
  Old: { Type: ALIYUN::FC3::Trigger, Properties: { TriggerName: old } }
Outputs: { Url: { Value: x } }
`;

describe('templateChanges', () => {
  test.each([
    ['itself', BEFORE],
    [
      'the same as JSON, in another order',
      JSON.stringify({
        Outputs: { Url: { Value: 'x' } },
        Resources: {
          Old: { Properties: { TriggerName: 'old' }, Type: 'ALIYUN::FC3::Trigger' },
          Sweep: { Type: 'ALIYUN::FC3::Function', Properties: { Environment: { B: 2, A: 1 }, Timeout: 60 } },
        },
        Parameters: { Name: { Default: 'a', Type: 'String' } },
      }),
    ],
  ])('finds nothing in %s', (_, after) => {
    expect(templateChanges(BEFORE, after)).toEqual([]);
  });

  test('finds what was added, removed and changed, with the fields', () => {
    const after = `
Parameters: { Name: { Type: String, Default: b } }
Resources:
  Sweep: { Type: ALIYUN::FC3::Function, Properties: { Timeout: 90, Environment: { A: 1, C: [3] } } }
  New: { Type: ALIYUN::FC3::Trigger, Properties: { TriggerName: new } }
Outputs: { Url: { Value: x } }
`;
    expect(templateChanges(BEFORE, after)).toEqual([
      {
        what: 'change',
        section: 'Parameters',
        name: 'Name',
        type: undefined,
        fields: [{ path: 'Default', from: 'a', to: 'b' }],
      },
      {
        what: 'change',
        section: 'Resources',
        name: 'Sweep',
        type: 'ALIYUN::FC3::Function',
        fields: [
          { path: 'Properties.Timeout', from: 60, to: 90 },
          { path: 'Properties.Environment.B', from: 2, to: undefined },
          { path: 'Properties.Environment.C', from: undefined, to: [3] },
        ],
      },
      { what: 'remove', section: 'Resources', name: 'Old', type: 'ALIYUN::FC3::Trigger', fields: [] },
      { what: 'add', section: 'Resources', name: 'New', type: 'ALIYUN::FC3::Trigger', fields: [] },
    ]);
  });
});

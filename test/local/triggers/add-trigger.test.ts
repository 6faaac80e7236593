import { describe, expect, it } from 'vitest';
import { addTrigger, TRIGGERS_PER_BUCKET } from '../../../src/local/triggers/add-trigger.ts';
import type { Trigger } from '../../../src/local/triggers/trigger.ts';

const PUT = 'oss:ObjectCreated:PutObject';

function trigger(name: string, prefix: string, suffix: string, events: readonly string[] = [PUT]): Trigger {
  return {
    name,
    functionName: 'f',
    events,
    prefix,
    suffix,
  };
}

/** The first three rows are those of the vendor's page. */
const COLLIDING: [string, Trigger, Trigger][] = [
  ['one prefix begins with the other', trigger('a', 'source', 'zip'), trigger('b', 'source1', 'zip')],
  ['one suffix ends with the other', trigger('a', 'source', 'zip'), trigger('b', 'source', '1zip')],
  ['both equal', trigger('a', 'source', 'zip'), trigger('b', 'source', 'zip')],
  ['an empty prefix and suffix match everything', trigger('a', '', ''), trigger('b', 'source', 'zip')],
  ['a group covers its member', trigger('a', 'x', '', ['oss:ObjectCreated:*']), trigger('b', 'x', '')],
  ['a member is covered by a group', trigger('a', 'x', ''), trigger('b', 'x', '', ['oss:ObjectCreated:*'])],
  [
    'one type of several',
    trigger('a', 'x', '', ['oss:ObjectRemoved:DeleteObject', PUT]),
    trigger('b', 'x', '', ['oss:ObjectCreated:CopyObject', PUT]),
  ],
];

const ACCEPTED: [string, Trigger, Trigger][] = [
  ['suffixes differ', trigger('a', 'source', 'zip'), trigger('b', 'source1', 'zip1')],
  ['prefixes differ', trigger('a', 'in/', ''), trigger('b', 'out/', '')],
  ['types differ', trigger('a', 'x', ''), trigger('b', 'x', '', ['oss:ObjectRemoved:DeleteObject'])],
  [
    'a type that begins like another',
    trigger('a', 'x', '', ['oss:ObjectRemoved:DeleteObject']),
    trigger('b', 'x', '', ['oss:ObjectRemoved:DeleteObjects']),
  ],
];

describe('addTrigger', () => {
  it.each(COLLIDING)('refuses: %s', (_, existing, added) => {
    expect(() => addTrigger([existing], added)).toThrow(
      /trigger b: Cannot specify overlapping prefix and suffix with same event type\. It overlaps with trigger a/,
    );
  });

  it.each(ACCEPTED)('takes: %s', (_, existing, added) => {
    expect(addTrigger([existing], added)).toEqual([existing, added]);
  });

  it('takes ten and refuses the eleventh', () => {
    const names = Array.from({ length: TRIGGERS_PER_BUCKET }, (_, i) => `${i}/`);
    const full = names.reduce<readonly Trigger[]>((list, name) => addTrigger(list, trigger(name, name, '')), []);
    expect(full).toHaveLength(10);
    expect(() => addTrigger(full, trigger('more', 'more/', ''))).toThrow(
      'trigger more: the bucket has 10 triggers already, and Function Compute takes at most 10',
    );
  });
});

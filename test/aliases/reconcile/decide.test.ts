import { describe, expect, test } from 'vitest';
import { readRecord } from '../../../src/aliases/model/alias-record.ts';
import type { Target } from '../../../src/aliases/model/target.ts';
import type { AliasTask } from '../../../src/aliases/model/task.ts';
import { decide, isRight } from '../../../src/aliases/reconcile/decide.ts';
import { fieldsOf } from '../../rules/rule-fields.ts';
import { aliasWorld, key } from '../alias-world.ts';
import { foreignLink, linkTo, NOTHING, targetOf } from '../targets.ts';

const repoint = aliasWorld('Enabled').task({ kind: 'sweep' });
const remove = aliasWorld('Enabled', '    onDelete: remove\n').task({ kind: 'sweep' });
const keep = aliasWorld('Enabled', '    onDelete: keep\n').task({ kind: 'sweep' });
const old = targetOf(repoint, key('1.0.0'));
const mid = targetOf(repoint, key('1.1.0'));

describe('decide', () => {
  test.each<
    [what: string, AliasTask, current: Parameters<typeof decide>[1], winner: Target | undefined, expected: object]
  >([
    ['nothing there, nothing wins', repoint, NOTHING, undefined, { want: 'nothing', action: 'unchanged' }],
    ['nothing there', repoint, NOTHING, mid, { want: 'create', target: mid }],
    ['a real object there (onConflict: replace)', repoint, { found: 'object' }, mid, { want: 'create', target: mid }],
    ['a real object there, nothing wins', repoint, { found: 'object' }, undefined, { want: 'nothing' }],
    ['right', repoint, linkTo(repoint, mid), mid, { want: 'nothing', action: 'unchanged' }],
    ['a newer one', repoint, linkTo(repoint, old), mid, { want: 'point', target: mid }],
    ['an older one is left (repoint)', repoint, linkTo(repoint, mid), old, { want: 'point', target: old }],
    ['an older one is left (remove)', remove, linkTo(remove, mid), old, { want: 'delete' }],
    ['an older one is left (keep)', keep, linkTo(keep, mid), old, { want: 'nothing', action: 'kept' }],
    ['none is left (repoint)', repoint, linkTo(repoint, mid), undefined, { want: 'delete' }],
    ['none is left (remove)', remove, linkTo(remove, mid), undefined, { want: 'delete' }],
    ['none is left (keep)', keep, linkTo(keep, mid), undefined, { want: 'nothing', action: 'kept' }],
    ['a newer one (remove)', remove, linkTo(remove, old), mid, { want: 'point', target: mid }],
    ['a newer one (keep)', keep, linkTo(keep, old), mid, { want: 'point', target: mid }],
    ['not ours, nothing wins', repoint, foreignLink('x'), undefined, { want: 'nothing', action: 'unchanged' }],
    ['not ours', repoint, foreignLink(mid.key), mid, { want: 'point', target: mid }],
    ['not ours (keep): only our own decisions are kept', keep, foreignLink(mid.key), old, { want: 'point' }],
    // A target that the rule never accepted did not outlive anything: the rule was another one then.
    [
      'ours, and its target is not a candidate (keep)',
      keep,
      { ...linkTo(keep, mid), target: 'x' },
      old,
      { want: 'point' },
    ],
  ])('%s', (_, task, current, winner, expected) => {
    expect(decide(task, current, { winner })).toMatchObject(expected);
  });

  test('the same key uploaded again is another object, and no deletion', () => {
    const again = targetOf(keep, mid.key, { versionId: 'again' });
    expect(decide(keep, linkTo(keep, mid), { winner: again })).toMatchObject({ want: 'point', target: again });
  });

  test('written under another header policy: written again, and onDelete still applies', () => {
    const { targetDigest } = keep.template;
    for (const digest of [targetDigest, `${targetDigest}-1`]) {
      const before = { ...keep, template: { ...fieldsOf(keep.template), digest } };
      expect(decide(keep, linkTo(before, mid), { winner: mid })).toMatchObject({ want: 'point', target: mid });
      expect(decide(keep, linkTo(before, mid), { winner: old })).toMatchObject({ want: 'nothing', action: 'kept' });
    }
  });

  test('written under another template of the rule: decided again', () => {
    const changed = { ...keep, template: { ...fieldsOf(keep.template), digest: 'another-1', targetDigest: 'another' } };
    expect(decide(changed, linkTo(keep, mid), { winner: mid })).toMatchObject({ want: 'point' });
    expect(decide(changed, linkTo(keep, mid), { winner: old })).toMatchObject({ want: 'point', target: old });
  });
});

describe('isRight', () => {
  const link = linkTo(repoint, mid);
  const record = readRecord(link);
  if (record === undefined) throw new TypeError('a link of ours has its record');

  test.each([
    ['as written', repoint, link, record, mid, true],
    ['another key', repoint, { ...link, target: old.key }, record, mid, false],
    ['another version', repoint, link, record, targetOf(repoint, mid.key, { versionId: 'x' }), false],
    ['another body', repoint, link, record, targetOf(repoint, mid.key, { etag: 'x' }), false],
    ['another rule', repoint, link, { ...record, rule: 'x' }, mid, false],
    ['another form', repoint, link, { ...record, templateDigest: 'x' }, mid, false],
  ])('%s', (_, task, current, itsRecord, winner, right) => {
    expect(isRight(task, current, itsRecord, winner)).toBe(right);
  });
});

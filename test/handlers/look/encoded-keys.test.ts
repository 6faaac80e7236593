import { describe, expect, test } from 'vitest';
import { decodedForms } from '../../../src/handlers/look/encoded-keys.ts';
import { handleChanges } from '../../../src/handlers/work/handle-changes.ts';
import { type HandlerWorld, handlerWorld, RULES } from '../handler-world.ts';

test.each([
  ['a/b', []],
  ['a%20b', ['a b']],
  ['a+b', ['a b']],
  ['a+b%20c', ['a+b c', 'a b c']],
  ['a%2Bb', ['a+b']],
  ['%E7%9B%AE', ['目']],
  ['a%2520b', ['a%20b']],
  ['100%', []],
  ['100%+5', []],
  ['%ff', []],
  ['%41', ['A']],
])('%j may stand for %j', (key, forms) => expect(decodedForms(key)).toEqual(forms));

function change(key: string, event = 'ObjectCreated:PutObject') {
  return {
    key,
    cause: { kind: 'change' as const, event, key },
  };
}

function warnings({ log }: HandlerWorld) {
  return log.filter(({ level }) => level === 'warn').map(({ key, decodedKey, action }) => [key, decodedKey, action]);
}

describe.each(['Enabled', 'Never'] as const)('an event with an encoded key, %s', (versioning) => {
  test.each([
    ['no rule takes, by percent signs', 'releases%2Fapp%2F1.0.0%2Ff', 'releases/app/1.0.0/f', 'skipped'],
    ['no order takes', 'releases/app/1.0.0%2Bbuild/f', 'releases/app/1.0.0+build/f', 'skipped'],
    ['names nothing, by percent signs', 'releases/app/1.0.0/a%20b', 'releases/app/1.0.0/a b', 'encoded-key'],
    ['names nothing, by plus signs', 'releases/app/1.0.0/a+b', 'releases/app/1.0.0/a b', 'encoded-key'],
    ['names nothing, beyond ASCII', 'releases/app/1.0.0/%E7%9B%AE', 'releases/app/1.0.0/目', 'encoded-key'],
    ['names nothing, encoded twice', 'releases/app/1.0.0/a%252Fb', 'releases/app/1.0.0/a%2Fb', 'encoded-key'],
  ])('that %s is a warning that names both', async (_, encoded, decoded, action) => {
    const world = handlerWorld({ versioning });
    await world.put(decoded);
    const { handled } = await handleChanges(world.context, [change(encoded)]);
    expect(warnings(world)).toEqual([[encoded, decoded, action]]);
    expect(handled.filter(({ report }) => report.action === 'failed')).toEqual([]);
    const [line] = world.log.filter(({ level }) => level === 'warn');
    expect(line?.why).toContain(decoded);
  });

  test.each([
    ['names an object', ['releases/app/1.0.0/a+b'], [change('releases/app/1.0.0/a+b')]],
    [
      'names an object, as its decoded form does',
      ['releases/app/1.0.0/a+b', 'releases/app/1.0.0/a b'],
      [change('releases/app/1.0.0/a+b')],
    ],
    ['names no object, as its decoded form does not', [], [change('releases/app/1.0.0/a+b')]],
    ['was deleted', ['releases/app/1.0.0/a b'], [change('releases/app/1.0.0/a+b', 'ObjectRemoved:DeleteObject')]],
    ['no rule matches, even when it is decoded', ['x/a b'], [change('x/a+b')]],
    ['cannot be decoded', ['releases/app/1.0.0/f'], [change('releases/app/1.0.0/100%')]],
    [
      'comes from a person',
      ['releases/app/1.0.0/a b'],
      [{ key: 'releases/app/1.0.0/a+b', cause: { kind: 'apply' as const, key: 'releases/app/1.0.0/a+b' } }],
    ],
  ])('logs no warning for a key that %s', async (_, keys, changes) => {
    const world = handlerWorld({ versioning });
    await world.put(...keys);
    await handleChanges(world.context, changes);
    expect(warnings(world)).toEqual([]);
  });

  test.each([
    ['one event', ['releases/app/1.0.0/a+b']],
    ['a batch', ['releases/app/1.0.0/a+b', 'releases/app/1.0.1/a+b']],
    ['a batch for several aliases', ['releases/app/1.0.0/a+b', 'releases/app/1.0.0/c+d']],
  ])('%s of keys that are there costs no further request', async (_, keys) => {
    const costs = [];
    for (const rename of [(key: string) => key, (key: string) => key.replaceAll('+', '-')]) {
      const world = handlerWorld({ versioning });
      const named = keys.map(rename);
      await world.put(...named);
      await handleChanges(
        world.context,
        named.map((key) => change(key)),
      );
      costs.push(world.sent.length);
    }
    expect(costs[0]).toBe(costs[1]);
  });

  test('a warning that cannot be decided fails nothing', async () => {
    const world = handlerWorld({ versioning, fail: (_, key) => key === 'releases/app/1.0.0/a b' });
    const { handled } = await handleChanges(world.context, [change('releases/app/1.0.0/a+b')]);
    expect(handled.map(({ report }) => report.action)).toEqual(['unchanged', 'unchanged']);
    expect(warnings(world)).toEqual([]);
  });
});

test('a release that moves as one is watched too', async () => {
  const rules = `${RULES}    release: { of: '{app}/{version}', complete: ['releases/{app}/{version}/done'] }\n`;
  const world = handlerWorld({ rules });
  await world.put('releases/app/1.0.0/a b', 'releases/app/1.0.0/done');
  await handleChanges(world.context, [change('releases/app/1.0.0/a+b')]);
  expect(warnings(world)).toEqual([['releases/app/1.0.0/a+b', 'releases/app/1.0.0/a b', 'encoded-key']]);
});

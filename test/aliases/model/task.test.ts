import { expect, test } from 'vitest';
import { aliasTask, releaseTask } from '../../../src/aliases/model/task.ts';
import { OSS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import { ruleSetOf } from '../../rules/rule-set-of.ts';

const ruleSet = ruleSetOf(
  {
    name: 'app',
    prefix: 'releases/',
    regex: '^releases/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$',
    on: 'version',
    aliases: ['releases/{app}/latest/{file}', 'newest/{file}'],
  },
  {
    name: 'model',
    prefix: 'models/',
    regex: '^models/(?<version>[0-9][^/]*)/(?<file>[^/]+)$',
    on: 'version',
    release: { of: '{version}', complete: ['models/{version}/_SUCCESS'] },
    aliases: ['models/latest/{file}'],
  },
);

function taskOf(alias: string) {
  return aliasTask(ruleSet, alias, { kind: 'sweep' }, 0, OSS_CAPABILITIES);
}

test.each([
  ['releases/tool/latest/tool.tgz', 'app', 'releases/tool/'],
  ['newest/tool.tgz', 'app', 'releases/'],
  ['models/latest/weights', 'model', 'models/'],
])('the task of %s belongs to rule %s and lists %s', (alias, rule, prefix) => {
  expect(taskOf(alias)).toMatchObject({ rule: { name: rule }, alias, prefix, cause: { kind: 'sweep' }, now: 0 });
});

test.each([
  ['a candidate', 'releases/tool/1.0.0/tool.tgz'],
  ['a key that no template produces', 'releases/tool/stable/tool.tgz'],
  ['a key outside every prefix', 'other/latest/tool.tgz'],
  ['a marker', 'releases/tool/latest/.withdrawn'],
])('%s has no task: %s', (_what, key) => {
  expect(taskOf(key)).toBeUndefined();
});

test('an alias of a rule with releases moves with its group', () => {
  const task = taskOf('models/latest/weights');
  expect(task && releaseTask(ruleSet, task)).toMatchObject({
    rule: { name: 'model' },
    group: { name: 'models/latest/{file}' },
    prefix: 'models/',
    ruleSet,
  });
  expect(task && releaseTask(ruleSet, task)).not.toHaveProperty('alias');
});

test('an alias of a rule without releases moves alone', () => {
  const task = taskOf('newest/tool.tgz');
  expect(task && releaseTask(ruleSet, task)).toBeUndefined();
});

import { expect, test } from 'vitest';
import { FUNCTION_COMPUTE } from '../../../../src/handlers/function/platforms/function-compute.ts';

const [a, b] = ['a', 'b'].map((id) => ({ accessKeyId: id, accessKeySecret: id }));
const event = { events: [{ content: { credentials: { accessKeyId: 'c', secretAccessKey: 'c' } } }] };

test.each([
  ['the role before variables', { context: a, environment: b, event: {}, now: 0 }, a],
  ['variables without a role', { context: undefined, environment: b, event: {}, now: 0 }, b],
  ['never those of an event', { context: undefined, environment: undefined, event, now: 0 }, undefined],
])('credentials: %s', (_, sources, expected) => {
  expect(FUNCTION_COMPUTE.credentialsOf(sources)).toEqual(expected);
});

test.each([
  [{ OSS_REGION: 'oss-cn-hangzhou', FC_REGION: 'cn-beijing' }, 'cn-hangzhou'],
  [{ FC_REGION: 'cn-beijing' }, 'cn-beijing'],
  [{ BOS_REGION: 'bj' }, undefined],
])('the region of %j is %j', (variables: Record<string, string>, region) => {
  expect(FUNCTION_COMPUTE.regionOf((name) => variables[name])).toBe(region);
});

import { describe, expect, test } from 'vitest';
import { parameterChanges, stackParameters } from '../../../src/cli/stack/stack-parameters.ts';
import { templateText } from '../../deploy/ros-template.ts';

const VALUES = { bucket: 'b', codeBucket: 'c', codeObject: 'k', token: undefined };

describe('stackParameters', () => {
  test('has every default of the template, and the values', () => {
    const parameters = stackParameters(templateText, VALUES);
    expect(Object.fromEntries(parameters)).toMatchObject({
      Name: 'autoalias',
      Bucket: 'b',
      CodeBucket: 'c',
      CodeObject: 'k',
      HttpConcurrency: '10',
      LogProject: '',
    });
  });

  test.each([
    [undefined, false],
    ['t', true],
  ])('with the token %s, sends it: %s', (token, isSent) => {
    expect(stackParameters(templateText, { ...VALUES, token }).has('Token')).toBe(isSent);
  });
});

test.each([
  ['the same value', { A: '1' }, { A: '1' }, []],
  ['another value', { A: '1' }, { A: '2' }, [{ name: 'A', from: '1', to: '2' }]],
  ['a new parameter', {}, { A: '' }, [{ name: 'A', from: undefined, to: '' }]],
  ['a parameter that is not sent', { A: '1' }, {}, []],
  ['a secret', { Token: '****' }, { Token: 'secret' }, [{ name: 'Token', from: undefined, to: '(hidden)' }]],
])('parameterChanges: %s', (_, deployed, sent, changes) => {
  const stack = { parameters: new Map(Object.entries(deployed)) };
  expect(parameterChanges(stack, new Map(Object.entries(sent)))).toEqual(changes);
});

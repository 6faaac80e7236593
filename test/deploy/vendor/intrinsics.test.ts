import { expect, test } from 'vitest';
import { intrinsicProblems } from './intrinsics.ts';

const equals = { 'Fn::Equals': [{ Ref: 'A' }, ''] };

test.each([
  ['no function', { a: [1, { b: 'c' }] }],
  ['one condition', { 'Fn::Not': equals }],
  ['one condition by its name', { 'Fn::Not': 'Known' }],
  ['several conditions', { 'Fn::And': ['Known', equals] }],
  ['a choice', { 'Fn::If': ['Known', { Ref: 'A' }, { Ref: 'ALIYUN::NoValue' }] }],
  ['an attribute', { 'Fn::GetAtt': ['A', 'Arn'] }],
])('%s has no problem', (_, value) => expect(intrinsicProblems(value, ['Known'])).toEqual([]));

test.each([
  ['Fn::Not with a list', { c: { 'Fn::Not': [equals] } }, '$.c.Fn::Not: not the documented form'],
  ['Fn::And with one', { 'Fn::And': [equals] }, '$.Fn::And: not the documented form'],
  ['Fn::Or without a list', { 'Fn::Or': equals }, '$.Fn::Or: not the documented form'],
  ['Fn::If with a function', { 'Fn::If': [equals, 1, 2] }, '$.Fn::If: not the documented form'],
  ['Fn::If with two branches missing', { 'Fn::If': ['Known', 1] }, '$.Fn::If: not the documented form'],
  ['Fn::GetAtt as CloudFormation abbreviates it', { 'Fn::GetAtt': 'A.Arn' }, '$.Fn::GetAtt: not the documented form'],
  ['an unknown function', { 'Fn::Transform': {} }, '$.Fn::Transform: unknown function'],
  ['a function next to a field', { Ref: 'A', b: 1 }, '$.Ref: has other fields next to it'],
  ['an unknown condition', { 'Fn::If': ['Unknown', 1, 2] }, '$.Fn::If: no condition Unknown'],
  ['a negated unknown condition', [{ 'Fn::Not': 'Unknown' }], '$[0].Fn::Not: no condition Unknown'],
])('%s is found', (_, value, problem) => expect(intrinsicProblems(value, ['Known'])).toContain(problem));

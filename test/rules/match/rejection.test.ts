import { expect, test } from 'vitest';
import { rejection } from '../../../src/rules/match/rejection.ts';

test('a reason becomes a rejection', () => {
  expect(rejection('too-young', 'it is younger than 1h')).toEqual({ kind: 'too-young', why: 'it is younger than 1h' });
});

test('without a reason there is no rejection', () => {
  expect(rejection('too-young', undefined)).toBeUndefined();
});

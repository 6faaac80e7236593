import { expect, test } from 'vitest';
import { regionOfBrn } from '../../../../src/handlers/function/cfc/cfc-context.ts';
import { CFC_ACCOUNT, functionBrn } from '../../../../src/local/runtime/cfc/cfc-account.ts';

test('the name of a function has the form that the SDK checks', () => {
  // RegularFunctionBRN of bce-sdk-go services/cfc/api/validator.go.
  const form =
    /^(brn:(bce[a-zA-Z-]*):cfc:)([a-z]{2,5}[0-9]*:)([0-9a-z]{32}:)(function:)([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?$/;
  expect(functionBrn('cfc-sweep')).toMatch(form);
  expect(regionOfBrn(functionBrn('cfc-sweep'))).toBe(CFC_ACCOUNT.region);
});

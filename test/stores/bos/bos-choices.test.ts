import { describe, expect, test } from 'vitest';
import { BOS_CHOICES, bosCapabilities, bosChoices, readBosChoices } from '../../../src/stores/bos/bos-choices.ts';
import { BOS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';

describe('AUTOALIAS_BOS_CHOICES', () => {
  const all = Object.entries(BOS_CHOICES).flatMap(([name, { candidates }]) =>
    candidates.map((value) => [name, value] as const),
  );
  test.each(all)('%s=%s is read', (name, value) => {
    expect(readBosChoices(`${name}=${value}`)).toEqual({ [name]: value });
  });

  test('is refused with every problem', () => {
    expect(() => readBosChoices('linkTag=header,linkTags=yes')).toThrow(
      expect.objectContaining({
        code: 'config-invalid',
        message: expect.stringMatching(
          /^AUTOALIAS_BOS_CHOICES: there is no choice "linkTag"; the choices are targetEncoding, .*; "linkTags" cannot be "yes"; write linkTags=omitted or linkTags=header$/,
        ),
      }),
    );
  });
});

test('a default is one of the candidates', () => {
  for (const { candidates, default: chosen } of Object.values(BOS_CHOICES)) expect(candidates).toContain(chosen);
});

describe('the capabilities follow the choices', () => {
  test('by default they are those of BOS', () => {
    expect(bosCapabilities(bosChoices())).toEqual(BOS_CAPABILITIES);
  });

  test.each([
    [{ linkTags: 'header' }, { tagsLinks: true }],
    [{ linkVersions: 'used' }, { versionsLinks: true }],
    [{ createOnly: 'always' }, { createOnly: 'always' }],
    [{ targetEncoding: 'raw' }, {}],
  ] as const)('%j', (choices, changed) => {
    expect(bosCapabilities(bosChoices(choices))).toEqual({ ...BOS_CAPABILITIES, ...changed });
  });
});

import { describe, expect, test } from 'vitest';
import { readChoices } from '../../src/bucket/read-choices.ts';
import { UNVERIFIED_CHOICES } from '../../src/bucket/unverified-choices.ts';

describe('is read', () => {
  test.each([
    ['', {}],
    [' , ', {}],
    ['linkListedSize=target-name-length', { linkListedSize: 'target-name-length' }],
    [' eventKeyEncoding = raw , linkMetaSize=zero,', { eventKeyEncoding: 'raw', linkMetaSize: 'zero' }],
    ['linkMetaSize=zero,linkMetaSize=target-name-length', { linkMetaSize: 'target-name-length' }],
  ])('%j', (text, choices) => {
    expect(readChoices(text)).toEqual({ choices, problems: [] });
  });

  const all = Object.entries(UNVERIFIED_CHOICES).flatMap(([name, { candidates }]) =>
    candidates.map((value) => [name, value] as const),
  );
  test.each(all)('%s=%s', (name, value) => {
    expect(readChoices(`${name}=${value}`)).toEqual({ choices: { [name]: value }, problems: [] });
  });
});

describe('is refused with the possible values', () => {
  test.each([
    ['linkSize=zero', /^there is no choice "linkSize"; the choices are linkListedSize, linkMetaSize, /],
    ['toString=zero', /^there is no choice "toString"/],
    ['=zero', /^there is no choice ""/],
    [
      'linkListedSize',
      /^"linkListedSize" has no value; write linkListedSize=zero or linkListedSize=target-name-length$/,
    ],
    ['linkListedSize=', /^"linkListedSize" cannot be ""; write linkListedSize=zero or /],
    ['linkListedSize=Zero', /^"linkListedSize" cannot be "Zero"; write linkListedSize=zero or /],
  ])('%s', (text, problem) => {
    expect(readChoices(text)).toEqual({ choices: {}, problems: [expect.stringMatching(problem)] });
  });

  test('with a line for each problem', () => {
    expect(readChoices('a=b,linkMetaSize=zero,c').problems).toHaveLength(2);
  });
});

import { expect, test } from 'vitest';
import { compileRule } from '../../../../src/rules/compile/compile-rule.ts';
import { PlacedTemplate } from '../../../../src/rules/compile/placed/placed-template.ts';
import { ruleSchema } from '../../../../src/rules/file/rules-schema.ts';
import type { AliasTemplate } from '../../../../src/rules/rule.ts';
import { fieldsOf } from '../../rule-fields.ts';

/** The template of a rule in a folder. */
function templateIn(folder: string, alias: string | object, more: object = {}): AliasTemplate | undefined {
  const rule = compileRule(
    ruleSchema.parse({
      name: 'a',
      match: { key: `${folder}{app}/{v}` },
      order: { by: 'semver', on: 'v' },
      aliases: [alias],
      ...more,
    }),
  );
  return 'name' in rule ? rule.templates[0] : undefined;
}

test.each<[alias: string | object, more?: object]>([
  ['x/{app}/latest'],
  ['x/y/{app}/v{v.major}'],
  ['x/a-{app}'],
  ['{app}/latest'],
  ['x/latest'],
  ['x/{app}/{{1}}'],
  ['x/{app}/{app}'],
  [{ key: 'x/{app}', prereleases: true, after: '1.0.0', minimumAge: '1h', archived: 'allow', protected: true }],
  [
    { key: 'x/{app}', headers: 'inherit' },
    { onDelete: { fallback: 'none' }, withdraw: false },
  ],
])('%j with %j is what it is without a form', (alias, more = {}) => {
  const placed = templateIn('a/', alias, more);
  // A pattern that does not begin with literal folders has no form.
  const whole = templateIn('', alias, { match: { regex: '^(?:a)/(?<app>[^/]+)/(?<v>[^/]+)$' }, ...more });
  if (placed === undefined || whole === undefined) throw new TypeError('refused');
  const described = ({ digest, targetDigest, keyPattern, bounds, ...fields }: AliasTemplate) => ({
    ...fields,
    source: keyPattern.source,
    groups: keyPattern.match('x/app-1/latest'),
    end: digest.slice(targetDigest.length),
    bounds: typeof bounds,
  });
  expect(described(fieldsOf(placed))).toEqual(described(fieldsOf(whole)));
});

test('the digest is that of versions that computed it when loading', () => {
  const placed = templateIn('releases/', 'releases/{app}/latest');
  expect(placed).toBeInstanceOf(PlacedTemplate);
  expect([placed?.targetDigest, placed?.digest]).toEqual(['8610100ede0d2af2', '8610100ede0d2af2-bd4fceab050ef0b1']);
});

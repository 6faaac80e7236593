import { describe, expect, test } from 'vitest';
import { markersOfVersion } from '../../../src/handlers/withdraw/markers-of-version.ts';
import { markersOfObject } from '../../../src/handlers/withdraw/named-marker.ts';
import { planRestore, planWithdrawal } from '../../../src/handlers/withdraw/withdraw.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { tool, uploaded } from './withdraw-world.ts';

function rulesWith(order: string) {
  return parseRules(
    `version: 1
rules:
  - name: r
    match: { key: 'r/{version}/{build}/{file}' }
    order: ${order}
    aliases: ['latest/{file}']
`,
    'test.yaml',
  );
}

const SEMVER = '{ by: semver, on: version }';
const COMPOSITE = '[{ by: semver, on: version }, { by: number, on: build }]';

function select(order: string, keys: readonly string[], text: string | undefined) {
  const rules = rulesWith(order);
  const found = markersOfVersion(
    keys.flatMap((key) => markersOfObject(rules, `r/${key}/f`)),
    text,
  );
  return [found.markers.map(({ version }) => version), found.equal];
}

describe('the markers of a version', () => {
  test.each<[order: string, keys: string[], text: string | undefined, markers: string[], equal: string[]]>([
    [SEMVER, ['1.0.0/1', '1.1.0/1'], undefined, ['1.0.0', '1.1.0'], []],
    [SEMVER, ['1.0.0/1', '1.1.0/1'], '1.1.0', ['1.1.0'], []],
    // Written differently, and equal.
    [SEMVER, ['v1.0.0/1', 'v1.1.0/1'], '1.1.0', ['v1.1.0'], ['v1.1.0']],
    [SEMVER, ['1.0.0/1', '1.1.0/1'], 'v1.1.0', ['1.1.0'], ['1.1.0']],
    [SEMVER, ['1.1.0+b7/1'], '1.1.0', ['1.1.0+b7'], ['1.1.0+b7']],
    // The exact text wins over those that are equal.
    [SEMVER, ['1.1.0/1', 'v1.1.0/1'], '1.1.0', ['1.1.0'], []],
    ['{ by: debian, on: version }', ['0:1.2-1/1', '1.3-1/1'], '1.2-1', ['0:1.2-1'], ['0:1.2-1']],
    ['{ by: number, on: version, desc: true }', ['007/1', '8/1'], '7', ['007'], ['007']],
    [COMPOSITE, ['v1.0.0/01', 'v1.0.0/2'], '1.0.0 1', ['v1.0.0 01'], ['v1.0.0 01']],
    [COMPOSITE, ['v1.0.0/1', 'v1.1.0/1'], '1.1.0', ['v1.1.0 1'], ['v1.1.0 1']],
  ])('%s %j with %s', (order, keys, text, markers, equal) => {
    expect(select(order, keys, text)).toEqual([markers, equal]);
  });
});

describe('no markers', () => {
  test.each<[order: string, keys: string[], text: string, equal: string[]]>([
    [SEMVER, ['1.0.0/1'], '1.0.1', []],
    [SEMVER, ['1.0.0/1'], '1.0.0-rc.1', []],
    [SEMVER, ['1.0.0/1'], 'no version', []],
    // Several are equal.
    [SEMVER, ['v1.1.0/1', '1.1.0+b7/1'], '1.1.0', ['v1.1.0', '1.1.0+b7']],
    [COMPOSITE, ['v1.0.0/1', 'v1.0.0/2'], '1.0.0', ['v1.0.0 1', 'v1.0.0 2']],
    [COMPOSITE, ['v1.0.0/1'], '1.0.0 1 1', []],
    // This order finds all objects equal.
    ['{ by: uploaded }', ['1.0.0/1'], '1.0.0', []],
  ])('%s %j with %s', (order, keys, text, equal) => {
    expect(select(order, keys, text)).toEqual([[], equal]);
  });
});

describe('--release', () => {
  const named = (release: string) => ({ names: ['releases/tool/'], release, reason: 'r' });

  test('finds the version that is written differently, and says which', async () => {
    const world = await uploaded([tool('v1.0.0'), tool('v1.1.0')]);
    const plan = await planWithdrawal(world.context, named('1.1.0'));
    expect(plan.markers.map(({ key }) => key)).toEqual([tool('v1.1.0', '.withdrawn')]);
    const remarks = ['releases/tool/: the version 1.1.0 is v1.1.0 there'];
    expect(plan.remarks).toEqual(remarks);
    await world.carryOut(plan);
    const back = await planRestore(world.context, named('1.1.0'));
    expect([back.markers.map(({ action }) => action), back.remarks]).toEqual([['restored'], remarks]);
  });

  test('is refused if several versions are equal to it', async () => {
    const world = await uploaded([tool('v1.1.0'), tool('1.1.0+b7')]);
    await expect(planWithdrawal(world.context, named('1.1.0'))).rejects.toThrow(
      'releases/tool/ has no object of version 1.1.0, and several that are equal to it: 1.1.0+b7, v1.1.0; name one of them',
    );
  });
});

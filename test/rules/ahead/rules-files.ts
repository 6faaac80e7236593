import { sampleText } from '../../../src/rules/compile/sample-text.ts';
import type { RuleSet } from '../../../src/rules/rule-set.ts';
import { RULE_FILES } from '../../deploy/rule-files.ts';
import { documents } from '../../docs/documents.ts';

/** A rules file of this repository. */
interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** All whole rules files in the documents, those of the build, and those of the tests of deployments. */
export function rulesFiles(): readonly NamedText[] {
  const blocks = documents()
    .flatMap((document) => document.blocks)
    .filter(
      ({ language, kind, text }) =>
        language === 'yaml' && kind !== 'refused' && /^version: 1\n[\s\S]*^rules:/m.test(text),
    );
  return [...blocks.map(({ document, line, text }) => ({ name: `${document}:${line}`, text })), ...RULE_FILES];
}

/** Texts that at least one order reads. */
const VALUES = ['1.10.0', '1.10', '1.10.0-rc.1', '2026-02-24', '20260224', '2026.02', '7', 'stable', 'a'];

/** Keys that the rules of a set match, and aliases of some of them. */
export function sampleKeys({ rules }: RuleSet): readonly string[] {
  return rules.flatMap(({ pattern, orderGroups }) => {
    const isOrdered = (name: string) => orderGroups.includes(name);
    return VALUES.flatMap((value) => {
      const source = pattern.source.replaceAll(GROUP, (group, name) => (isOrdered(name) ? value : group));
      return sampleText(source) ?? [];
    });
  });
}

const GROUP = /\(\?P?<(\w+)>(?:[^()[\]\\]|\\.|\[[^\]]*\])*\)/g;

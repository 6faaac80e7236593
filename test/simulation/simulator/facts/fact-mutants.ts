import { digestOfSubject, factOf, type ListedSubject } from '../../../../src/aliases/facts/fact.ts';
import { AutoaliasError } from '../../../../src/autoalias-error.ts';
import { sweep } from '../../../../src/handlers/walk/sweep.ts';
import type { FactProtocol } from '../../../../src/handlers/walk/sweep-facts.ts';
import { type Functions, SHIPPED } from '../platform/functions.ts';

/** Sweeps whose facts are made or found in another way. */
function sweepingBy(factProtocol: FactProtocol): Functions {
  return {
    ...SHIPPED,
    timer: async (host, _, given) => {
      const context = (await host.begin(given)).context();
      const report = await sweep(context, { kind: 'sweep' }, { factProtocol });
      if (report.actions.failed > 0) throw new AutoaliasError('changes-failed', 'aliases failed');
      return [report];
    },
  };
}

const shipped: FactProtocol = { digestOf: digestOfSubject, factOf: (verification) => factOf(verification) };

const forms = new Map<string, Pick<ListedSubject, 'rule' | 'template'>>();

/** Broken sweeps that random worlds find. */
export const FACT_MUTANTS: Readonly<Record<string, Functions>> = {
  'a digest of the links alone': sweepingBy({
    ...shipped,
    digestOf: (subject) => digestOfSubject({ ...subject, state: { ...subject.state, candidates: '' } }),
  }),
  'a digest of the candidates alone': sweepingBy({
    ...shipped,
    digestOf: (subject) => digestOfSubject({ ...subject, state: { ...subject.state, links: new Map() } }),
  }),
  'facts without an end': sweepingBy({
    ...shipped,
    factOf: (verification) => {
      const fact = factOf(verification);
      return fact && { ...fact, until: undefined };
    },
  }),
  'facts of any form of the rule': sweepingBy({
    ...shipped,
    digestOf: (subject) => {
      const name = `${subject.rule.name} ${subject.template.text}`;
      const first = forms.get(name) ?? { rule: subject.rule, template: subject.template };
      forms.set(name, first);
      return digestOfSubject({ ...subject, ...first });
    },
  }),
};

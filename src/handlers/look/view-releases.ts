import type { Protocol } from '../../aliases/model/protocol.ts';
import { listAll } from '../../aliases/settle/find-winner.ts';
import { ageRefusal } from '../../rules/compile/minimum-age.ts';
import { narrowestPrefix } from '../../rules/match/narrowest-prefix.ts';
import {
  aliasGroupFor,
  completeEntryName,
  type ReleaseReading,
  readReleases,
  releaseName,
} from '../../rules/match/read-release.ts';
import { createReleaseSurvey } from '../../rules/match/release-survey.ts';
import type { AliasTemplate, Rule } from '../../rules/rule.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import { runProtocol } from '../work/run-protocol.ts';

/** What a key is to one release, and how that stands among the others. */
export interface ReleaseView {
  readonly release: string;
  /** The aliases that move as one: `releases/app/latest/{file}`. */
  readonly aliases: string;
  /** The entries of `complete` that the key fulfils. */
  readonly completes: readonly string[];
  /** What is not there yet, of all that has to be. */
  readonly lacks: readonly string[];
  /** The release that they show, by the rules; null where none is complete. */
  readonly shown: string | null;
  readonly why: string;
}

/** Every release of a rule that a key is a part of, under every alias of the rule. Reads only. */
export async function viewReleases(
  { store, now }: HandlerContext,
  rule: Rule,
  key: string,
): Promise<readonly ReleaseView[]> {
  const views = readReleases(rule, key).flatMap((reading) =>
    rule.templates.map((template) => runProtocol(view(rule, template, reading, now()), store)),
  );
  return (await Promise.all(views)).filter((one) => one !== undefined);
}

function* view(
  rule: Rule,
  template: AliasTemplate,
  reading: ReleaseReading,
  now: number,
): Protocol<ReleaseView | undefined> {
  const { release: terms } = rule;
  const group = aliasGroupFor(template, reading);
  if (terms === undefined || 'why' in group) return undefined;
  const survey = createReleaseSurvey(rule, template, group.name);
  yield* listAll(narrowestPrefix(rule, template, reading.groups), survey.add);
  const { chosen } = survey.choose(now);
  const own = survey.releases().find(({ id }) => id === reading.id);
  const name = releaseName(terms, reading.groups);
  const young = own === undefined ? undefined : ageRefusal(template.minimumAge, own.newest, now);
  const lacks = own?.lacks ?? terms.complete.map((_, index) => completeEntryName(terms, index, reading.groups));
  return {
    release: name,
    aliases: group.name,
    lacks,
    shown: chosen?.name ?? null,
    completes: reading.completes.map((index) => terms.complete[index]?.text ?? ''),
    why:
      chosen?.id === reading.id
        ? 'it is the greatest that is complete'
        : lacks.length > 0
          ? `it is not complete: there is no object ${lacks.join(', no ')}`
          : (young ?? (chosen === undefined ? 'it has no file with an alias' : `${chosen.name} is greater`)),
  };
}

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
import type { RuleSet } from '../../rules/rule-set.ts';
import type { ListingReader } from '../walk/list-objects.ts';

/** The part of a key in one release, and how that release compares with the others. */
export interface ReleaseView {
  readonly release: string;
  /** The name of the group of aliases that move together: `releases/app/latest/{file}`. */
  readonly aliases: string;
  /** The entries of `complete` that the key fulfils. */
  readonly completes: readonly string[];
  /** The objects that the release needs to be complete and that do not exist. */
  readonly lacks: readonly string[];
  /** The release that the aliases should show. Null if no release is complete. */
  readonly shown: string | null;
  /** Why this release is shown or not. */
  readonly why: string;
}

/** Collects the objects of a listing that belong to a group of aliases. */
export interface ReleaseViewer extends ListingReader {
  /** Call this after the prefix has been listed. */
  view(): ReleaseView;
}

/** Creates a viewer for each release that a key is part of and each group of aliases that the release can move. */
export function releaseViewers(rule: Rule, key: string, now: number): readonly ReleaseViewer[] {
  return readReleases(rule, key).flatMap((reading) =>
    rule.templates.flatMap((template) => releaseViewer(rule, template, reading, now) ?? []),
  );
}

function releaseViewer(
  rule: Rule,
  template: AliasTemplate,
  reading: ReleaseReading,
  now: number,
): ReleaseViewer | undefined {
  const { release: terms } = rule;
  const group = aliasGroupFor(template, reading);
  if (terms === undefined || 'why' in group) return undefined;
  const survey = createReleaseSurvey(rule, template, group.name, { keepsAll: true });
  return {
    prefix: narrowestPrefix(rule, template, reading.groups),
    show: survey.add,
    view() {
      const { chosen } = survey.choose(now);
      const own = survey.releases().find(({ id }) => id === reading.id);
      const whyArchived = own?.archived && `its file ${own.archived.key} cannot be read: ${own.archived.why}`;
      const whyTooYoung = own === undefined ? undefined : ageRefusal(template.minimumAge, own.newest, now);
      const lacks = own?.lacks ?? terms.complete.map((_, index) => completeEntryName(terms, index, reading.groups));
      return {
        release: releaseName(terms, reading.groups),
        aliases: group.name,
        lacks,
        shown: chosen?.name ?? null,
        completes: reading.completes.map((index) => terms.complete[index]?.text ?? ''),
        why:
          chosen?.id === reading.id
            ? 'it is the greatest that is complete'
            : lacks.length > 0
              ? `it is not complete: there is no object ${lacks.join(', no ')}`
              : own !== undefined && own.withdrawnBy.length > 0
                ? `it is withdrawn: ${own.withdrawnBy.join(', ')}`
                : (whyArchived ??
                  whyTooYoung ??
                  (chosen === undefined ? 'it has no file with an alias' : `${chosen.name} is greater`)),
      };
    },
  };
}

/** Names the rules whose aliases have no group. Undefined if every rule has releases. */
export function withoutReleaseText({ rules }: RuleSet): string | undefined {
  const names = rules.filter(({ release }) => release === undefined).map(({ name }) => name);
  if (names.length === 0) return undefined;
  const [which, has] = names.length === 1 ? ['rule', 'has'] : ['rules', 'have'];
  return `${which} ${names.join(', ')} ${has} no releases`;
}

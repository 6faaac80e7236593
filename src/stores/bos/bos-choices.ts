import { AutoaliasError } from '../../autoalias-error.ts';
import { type ChoicesOf, defaultChoices, readChoicesOf } from '../read-choices.ts';
import { BOS_CAPABILITIES, type StoreCapabilities } from '../store-capabilities.ts';

/**
 * Questions about BOS that no page of the vendor answers, or that its sources answer differently. The default of each is
 * the answer that cannot damage data if it is wrong. `src/stores/README.md` has the sources.
 */
export const BOS_CHOICES = {
  targetEncoding: {
    question:
      'how BOS decodes x-bce-symlink-target: the SDKs for Go, Python and JavaScript send it raw, the one for Java form-encoded',
    candidates: ['safe-only', 'raw', 'percent', 'form'],
    default: 'safe-only',
  },
  linkHeaders: {
    question: 'whether PutSymlink keeps Content-Type, Cache-Control and so on, which its page does not list',
    candidates: ['sent', 'omitted'],
    default: 'sent',
  },
  linkTags: {
    question: 'whether PutSymlink accepts x-bce-tagging',
    candidates: ['omitted', 'header'],
    default: 'omitted',
  },
  linkVersions: {
    question: 'whether the versions of a symlink have ids, are listed, and can be read by versionId',
    candidates: ['ignored', 'used'],
    default: 'ignored',
  },
  createOnly: {
    question: 'whether x-bce-forbid-overwrite protects an existing key in a bucket with versioning',
    candidates: ['unversioned', 'always'],
    default: 'unversioned',
  },
  danglingHead: {
    question: 'whether the answer to HEAD of a symlink without a target differs from that of a missing key',
    candidates: ['ask-symlink', 'not-found'],
    default: 'ask-symlink',
  },
  taggingForm: {
    question: 'how PutObjectTagging takes its tags; its page has both forms',
    candidates: ['body', 'header'],
    default: 'body',
  },
  keysBelowV1: {
    question: 'whether a bucket host reads /v1/a as the key a, as the SDK for JavaScript sends it, or as v1/a',
    candidates: ['prefixed', 'plain'],
    default: 'prefixed',
  },
} as const satisfies Readonly<
  Record<string, { readonly question: string; readonly candidates: readonly string[]; readonly default: string }>
>;

/** One answer to each open question about BOS. */
export type BosChoices = ChoicesOf<typeof BOS_CHOICES>;

/** These answers, and the default for all others. */
export function bosChoices(given: Partial<BosChoices> = {}): BosChoices {
  return { ...defaultChoices(BOS_CHOICES), ...given };
}

/**
 * Reads the value of AUTOALIAS_BOS_CHOICES: `name=value` pairs separated by commas.
 *
 * @throws AutoaliasError `config-invalid`, with the names and values that exist.
 */
export function readBosChoices(text: string): Partial<BosChoices> {
  const { choices, problems } = readChoicesOf(BOS_CHOICES, text);
  if (problems.length === 0) return choices;
  throw new AutoaliasError('config-invalid', `AUTOALIAS_BOS_CHOICES: ${problems.join('; ')}`);
}

/** What BOS can do if these answers are right. */
export function bosCapabilities({ linkTags, linkVersions, createOnly }: BosChoices): StoreCapabilities {
  return {
    ...BOS_CAPABILITIES,
    tagsLinks: linkTags === 'header',
    versionsLinks: linkVersions === 'used',
    createOnly,
  };
}

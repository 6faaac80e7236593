import { beginsWithHash } from './commit-hash.ts';
import { compareMavenItems, type MavenItems, mavenItems } from './comparable-version.ts';
import type { NotOrdered, Order, OrderValue } from './order.ts';

/**
 * Versions of Maven artifacts, compared like Maven does (POM reference, "Version Order Specification"; ComparableVersion of
 * Maven 3.8): `1.0-alpha-1 < 1.0-M1 < 1.0-rc1 < 1.0-SNAPSHOT < 1.0 < 1.0-sp < 1.0-jre < 1.0-1 < 1.0.1`. Maven treats `1`,
 * `1.0`, `1.0.0`, `1-ga`, `1.0.Final` and `1.0.RELEASE` as equal, and so does this order.
 *
 * Maven accepts any text as a version. This order accepts a text that begins with a number or with `v`, `r`, `rev` or `release` and
 * a number, and a name with a release word (`Greenwich.SR3`). Hashes are not versions.
 */
export const maven: Order<MavenItems> = {
  parse(text): OrderValue<MavenItems> | NotOrdered {
    if (!(NUMBERED.test(text) || NAMED.test(text)) || beginsWithHash(text)) {
      return { ok: false, why: `"${text}" is not a Maven version (like 1.10.0, 2.0.0-M1 or 31.1-jre)` };
    }
    return { ok: true, value: mavenItems(text), prerelease: isPrerelease(text), parts: partsOf(text) };
  },
  compare: compareMavenItems,
  parts: ['major', 'minor', 'patch', 'qualifier'],
  examples: ['1.10.0', '2.0.0-M1', '31.1-jre'],
};

/** A number, with one of the usual words before it. What follows it ends with a letter or a digit. */
const NUMBERED = /^(?:(?:v|r|rev|release)[.-]?)?\d(?:[\w.+-]*[A-Za-z0-9])?$/i;

/** A name instead of a number, like in Spring's release trains. The word is required, so that `latest` is not a version. */
const NAMED = /^[a-z]+[.-](?:release|final|ga|(?:build-)?snapshot|(?:sr|sp|rc|cr|m)[.-]?\d+)$/i;

function isPrerelease(text: string): boolean {
  const words = text.toLowerCase().match(/[a-z]+\d?/g) ?? [];
  return words.some((word) => PRERELEASE.test(word)) || PREVIEW.test(text) || TIMESTAMP.test(text);
}

/** The words that Maven places before the release. */
const PRERELEASE = /^(?:(?:alpha|beta|milestone|rc|cr|snapshot)\d?|[abm]\d)$/;

/**
 * Words for previews that Maven does not know and places after the release. A whole part of the version is required, because
 * a commit id in a version can contain `ea`.
 */
const PREVIEW = /(?:^|[._+-])\d*(?:pre|pr|preview|ea|eap|mr|pfd|edr|dev|nightly|canary)\d*(?:[._+-]|$)/i;

/** The file name of a snapshot in a repository: `1.0-20240101.120000-1`. */
const TIMESTAMP = /-\d{8}\.\d{6}-\d+$/;

const PARTS = /^[A-Za-z]*[.-]?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.\d+)*(?:[._+-]?(.*))$/s;

/** A name, as in `Greenwich.SR3`, has no numbers. */
function partsOf(text: string): OrderValue<MavenItems>['parts'] {
  const [, major = '0', minor = '0', patch = '0', qualifier = ''] = PARTS.exec(text) ?? [];
  return NUMBERED.test(text) ? { major, minor, patch, qualifier } : { qualifier: text.replace(/^[a-z]+[.-]/i, '') };
}

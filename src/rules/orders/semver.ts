import parseVersion from 'semver/functions/parse.js';
import type { NotOrdered, Order, OrderValue } from './order.ts';

type Version = NonNullable<ReturnType<typeof parseVersion>>;

/** The shape of a version. An 8-digit hash and `1.2` are not versions. A leading `v` is allowed, as in the names of tags. */
const SHAPE = /^v?\d+\.\d+\.\d+(?:[-+]\S+)?$/;

/** Semantic Versioning 2.0.0, section 11. Build metadata is ignored. */
export const semver: Order<Version> = {
  parse(text): OrderValue<Version> | NotOrdered {
    const version = SHAPE.test(text) ? parseVersion(text) : null;
    if (version === null) return { ok: false, why: `"${text}" is not a semantic version (like 1.10.0 or 2.0.0-rc.1)` };
    return {
      ok: true,
      value: version,
      prerelease: version.prerelease.length > 0,
      parts: {
        major: String(version.major),
        minor: String(version.minor),
        patch: String(version.patch),
        prerelease: version.prerelease.join('.'),
        build: version.build.join('.'),
      },
    };
  },
  compare: (a, b) => a.compareMain(b) || comparePrereleases(a.prerelease, b.prerelease),
  parts: ['major', 'minor', 'patch', 'prerelease', 'build'],
  examples: ['1.2.3', 'v1.2.3', '2.0.0-rc.1'],
};

type Identifiers = Version['prerelease'];

/**
 * Compares prereleases (sections 11.3 and 11.4). node-semver cannot do this, because it compares numbers of more than 15
 * digits inexactly (`nightly.20261120083000123`).
 */
function comparePrereleases(a: Identifiers, b: Identifiers): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = compareIdentifiers(String(a[i]), String(b[i]));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function compareIdentifiers(a: string, b: string): number {
  const [aNumber, bNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (aNumber !== bNumber) return aNumber ? -1 : 1;
  // Numeric identifiers have no leading zeros, so the longer one is greater.
  return (aNumber ? a.length - b.length : 0) || (a < b ? -1 : a > b ? 1 : 0);
}

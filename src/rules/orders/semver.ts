import compareVersions from 'semver/functions/compare.js';
import parseVersion from 'semver/functions/parse.js';
import type { NotOrdered, Order, OrderValue } from './order.ts';

type Version = NonNullable<ReturnType<typeof parseVersion>>;

/** Strict by intention: an 8-digit hash or `1.2` is not a version. One leading `v` is taken, as in tag names. */
const SHAPE = /^v?\d+\.\d+\.\d+(?:[-+]|$)/;

/** Semantic Versioning 2.0.0, section 11. Build metadata does not count. */
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
  compare: (a, b) => compareVersions(a, b),
  parts: ['major', 'minor', 'patch', 'prerelease', 'build'],
  examples: ['1.2.3', 'v1.2.3', '2.0.0-rc.1'],
};

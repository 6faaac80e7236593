import { compare } from '@renovatebot/pep440/lib/operator.js';
import { explain } from '@renovatebot/pep440/lib/version.js';
import type { NotOrdered, Order, OrderValue } from './order.ts';

/** The dot is required, because a plain number is more often a counter, a date or a hash than a version. */
const DOTTED = /^v?(?:\d+!)?\d+\.\S+$/i;

/** Texts with such long numbers are not accepted, because the library would compare them inexactly. */
const TOO_LONG = /\d{16}/;

/**
 * Versions of Python distributions (PEP 440, "Summary of permitted suffixes and relative ordering"):
 * `1.0.dev1 < 1.0a1 < 1.0rc1 < 1.0 < 1.0+local < 1.0.post1`. `1.0` and `1.0.0` are equal. Pre-releases and development
 * releases are prereleases. Spellings that PEP 440 normalizes (`1.0-RC.1`) are accepted.
 */
export const pep440: Order<string> = {
  parse(text): OrderValue<string> | NotOrdered {
    const version = DOTTED.test(text) && !TOO_LONG.test(text) ? explain(text) : null;
    if (version === null)
      return { ok: false, why: `"${text}" is not a Python version with a dot (like 1.10.0 or 2.0rc1)` };
    const [major = 0, minor = 0, micro = 0] = version.release;
    return {
      ok: true,
      value: text,
      prerelease: version.is_prerelease,
      parts: {
        epoch: String(version.epoch),
        major: String(major),
        minor: String(minor),
        micro: String(micro),
        local: String(version.local ?? ''),
      },
    };
  },
  compare: (a, b) => compare(a, b),
  parts: ['epoch', 'major', 'minor', 'micro', 'local'],
  examples: ['1.2.3', '1.2rc1', '2.0.post1'],
};

import type Range from 'semver/classes/range.js';
import { notLoaded } from './late-package.ts';

type Package = typeof Range;

let loaded: Package | undefined;

async function load(): Promise<void> {
  loaded = (await import('semver/classes/range.js')).default;
}

/** What the bundles of the functions use in place of the ranges of node-semver. Few rules have a range. */
export function LateRange(...args: ConstructorParameters<Package>): Range {
  return loaded === undefined ? notLoaded(load) : new loaded(...args);
}

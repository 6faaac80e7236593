import { notLoaded } from './late-package.ts';

type Package = typeof import('re2js');

/** What the bundles of the functions use in place of the package re2js. Most patterns run without RE2. */
export let RE2JS: Pick<Package['RE2JS'], 'compile'> = { compile: () => notLoaded(load) };

/** No such error occurs before the package is loaded. */
export let RE2JSSyntaxException: new (...args: never[]) => Error = class extends Error {};

async function load(): Promise<void> {
  ({ RE2JS, RE2JSSyntaxException } = await import('re2js'));
}

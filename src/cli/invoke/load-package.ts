import { createRequire } from 'node:module';
import { AutoaliasError } from '../../autoalias-error.ts';

/**
 * Loads an optional package. Only this command needs the SDKs of Function Compute, and they are larger than autoalias, so
 * they are neither dependencies nor part of the bundle.
 *
 * @throws AutoaliasError `config-invalid` if the package is not installed.
 */
export function loadPackage(name: string, purpose: string): unknown {
  try {
    return createRequire(import.meta.url)(name);
  } catch (cause) {
    if (!isMissing(cause, name)) throw cause;
    throw new AutoaliasError(
      'config-invalid',
      `${purpose} needs the package ${name}, which is not installed; install it next to autoalias: npm install ${name}`,
      { cause },
    );
  }
}

/** A package that is there, but misses a file of its own, is another problem. */
function isMissing(error: unknown, name: string): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'MODULE_NOT_FOUND' &&
    error.message.includes(`'${name}'`)
  );
}

/** Loads a package and puts it where its users find it. */
type Load = () => Promise<void>;

/** The packages that were used before they were loaded. */
const wanted = new Set<Load>();

/** Stands for a package that is not loaded. {@link withLatePackages} then loads it. */
export function notLoaded(load: Load): never {
  wanted.add(load);
  throw new Error('this package is loaded only for rules that use it');
}

/**
 * Runs a function that may use packages that are not loaded yet. If it does, loads them and runs it again. Most rules run
 * without these packages, which are larger than the rest of what a cold start compiles for the rules.
 */
export async function withLatePackages<T>(run: () => T): Promise<T> {
  for (;;) {
    const result = attempt(run);
    if (wanted.size === 0) {
      if ('error' in result) throw result.error;
      return result.value;
    }
    const loads = [...wanted];
    wanted.clear();
    await Promise.all(loads.map((load) => load()));
  }
}

function attempt<T>(run: () => T): { readonly value: T } | { readonly error: unknown } {
  try {
    return { value: run() };
  } catch (error) {
    return { error };
  }
}

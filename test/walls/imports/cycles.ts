/** Groups of files that import one another in a circle, each group in order. A file that imports itself is a group. */
export function cycles(imports: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const reached = new Map([...imports.keys()].map((path) => [path, reachable(imports, path)]));
  const groups = new Map<string, readonly string[]>();
  for (const [path, others] of reached) {
    const group = [...others].filter((other) => reached.get(other)?.has(path) === true).toSorted();
    const [first] = group;
    if (first !== undefined && others.has(path)) groups.set(first, group);
  }
  return [...groups.values()];
}

/** Every file that is imported by one, directly or through others. */
function reachable(imports: ReadonlyMap<string, readonly string[]>, start: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [...(imports.get(start) ?? [])];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    open.push(...(imports.get(path) ?? []));
  }
  return seen;
}

const identifier = /^[A-Za-z_$][\w$]*$/;

function segment(part: PropertyKey): string {
  if (typeof part === 'number') return `[${part}]`;
  const name = String(part);
  return identifier.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/** Extends a path into the input: `events`, 3, `oss` after `$` gives `events[3].oss`. The root alone is `$`. */
export function eventPath(base: string, ...parts: readonly PropertyKey[]): string {
  if (parts.length === 0) return base;
  const joined = (base === '$' ? '' : base) + parts.map(segment).join('');
  return joined.startsWith('.') ? joined.slice(1) : joined;
}

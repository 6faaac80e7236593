/** Headers as a signature sees them: lower-case names in byte order, values without the white space around them. */
export function lowerCaseHeaders(headers: Readonly<Record<string, string>>): Map<string, string> {
  const lowered: [name: string, value: string][] = [];
  for (const name in headers) lowered.push([name.toLowerCase(), headers[name]?.trim() ?? '']);
  return new Map(lowered.sort(byName));
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : Number(a > b);
}

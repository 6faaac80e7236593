/** Headers as a signature sees them: lower-case names in byte order, values without the white space around them. */
export const lowerCaseHeaders = (headers: Readonly<Record<string, string>>): Map<string, string> => {
  const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.trim()] as const);
  return new Map(lowered.sort(([a], [b]) => (a < b ? -1 : Number(a > b))));
};

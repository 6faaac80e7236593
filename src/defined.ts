/**
 * The fields of an object that have a value. Spread into an object literal, it leaves optional properties out instead of
 * setting them to undefined, as `exactOptionalPropertyTypes` demands: `{ key, ...defined({ versionId }) }`.
 */
export function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const present: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  for (const name in fields) {
    const value = fields[name];
    if (isDefined(value)) present[name] = value;
  }
  return present;
}

function isDefined<V>(value: V): value is Exclude<V, undefined> {
  return value !== undefined;
}

/** A copy with all fields of an object, also those that a class computes when they are read. */
export function fieldsOf<T extends object>(one: T): T {
  const computed = Object.entries(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(one)));
  const names = computed.flatMap(([name, { get }]) => (get === undefined || name === '__proto__' ? [] : [name]));
  return Object.assign({}, one, ...names.map((name) => ({ [name]: Reflect.get(one, name) })));
}

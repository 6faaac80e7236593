/** The texts of the named groups that took part in a match. */
export type Groups = Readonly<Record<string, string>>;

/** V8 makes objects fast if a class creates them, and slow if `Object.create(null)` does. */
class Empty<T> {
  [name: string]: T;
}
Object.setPrototypeOf(Empty.prototype, null);
Reflect.deleteProperty(Empty.prototype, 'constructor');

/**
 * Creates an object for values by name. It inherits nothing, so the name `constructor` is absent unless it was set, and
 * `__proto__` is an ordinary name.
 */
export function createByName<T>(): Record<string, T> {
  return new Empty<T>();
}

/** Creates an object for groups. */
export function createGroups(): Record<string, string> {
  return createByName();
}

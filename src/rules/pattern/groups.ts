/** The texts of the named groups that took part in a match. */
export type Groups = Readonly<Record<string, string>>;

/** V8 makes objects fast if a class creates them, and slow if `Object.create(null)` does. */
class EmptyGroups {
  [name: string]: string;
}
Object.setPrototypeOf(EmptyGroups.prototype, null);
Reflect.deleteProperty(EmptyGroups.prototype, 'constructor');

/**
 * Creates an object for groups. It inherits nothing, so a group named `constructor` is absent unless it matched, and
 * `__proto__` is an ordinary name.
 */
export function createGroups(): Record<string, string> {
  return new EmptyGroups();
}

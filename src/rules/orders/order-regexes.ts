import type { OrderName } from './orders.ts';

/** For some orders, a regex in RE2 syntax that matches every text that the order accepts. It can also match other texts. */
export const ORDER_REGEXES: Partial<Record<OrderName, string>> = {
  semver: '^v?[0-9]+\\.[0-9]+\\.[0-9]+(?:[-+]\\S+)?$',
  pep440: '^[vV]?(?:[0-9]+!)?[0-9].*$',
  debian: '^(?:[0-9]+:)?[0-9][A-Za-z0-9.+~-]*$',
  maven: '^(?:(?i:(?:v|r|rev|release)[.-]?)?[0-9][A-Za-z0-9_.+-]*|[A-Za-z]+[.-][A-Za-z0-9.-]+)$',
  version: '^[Vv]?[0-9]+(?:[._-]?[A-Za-z0-9].*)?(?:\\+.*)?$',
  rpm: '^(?:[0-9]+:)?[0-9A-Za-z._+~^]+(?:-[0-9A-Za-z._+~^]+)?$',
  gem: '^[0-9]+(?:[.-][0-9A-Za-z.-]*)?$',
  calver: '^v?[0-9]{2,4}\\.[0-9]{1,2}.*$',
  number: '^-?[0-9]+$',
};

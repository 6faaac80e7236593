import type { OrderName } from '../../rules/orders/orders.ts';

/** The description of an order, and the parts of a rule that uses it. */
interface InitOrder {
  /** One line, for the comment in the file and for the question. */
  readonly says: string;
  /** The group that is ordered. */
  readonly group: string;
  /** A typical key, after the prefix. */
  readonly usual: string;
  /** Formats that are tried on an example; undefined means without a format. */
  readonly formats?: readonly (string | undefined)[];
}

/** The orders that `init` writes rules for. */
export const INIT_ORDERS = {
  semver: {
    says: 'semantic versions: 1.9.0 < 1.10.0-rc.1 < 1.10.0; a leading v is allowed, anything else is skipped',
    group: 'version',
    usual: 'app/1.10.0/app.tgz',
  },
  date: {
    says: 'dates: ISO 8601, or by a format such as DD.MM.YYYY; anything else is skipped',
    group: 'date',
    usual: 'app/2026-10-20/app.tgz',
    formats: [undefined, 'YYYY.MM.DD', 'YYYY_MM_DD'],
  },
  number: { says: 'whole numbers: 9 < 10; anything else is skipped', group: 'build', usual: 'app/42/app.tgz' },
  calver: {
    says: 'calendar versions: 24.04 < 2026.11.2; anything else is skipped',
    group: 'version',
    usual: 'app/2026.11.2/app.tgz',
  },
  version: {
    says: 'versions as people write them: v1.2, 1.2.3.4-rc1, 26.04, 483; anything else is skipped',
    group: 'version',
    usual: 'app/1.2.3.4/app.zip',
  },
  pep440: {
    says: 'versions of Python packages: 1.10.0rc1 < 1.10.0 < 1.10.0.post1; anything else is skipped',
    group: 'version',
    usual: 'app/1.10.0.post1/app.tar.gz',
  },
  natural: { says: 'text with numbers in it: build-9 < build-10', group: 'build', usual: 'app/build-42/app.tgz' },
  lexical: { says: 'text, byte by byte: 10 < 9', group: 'build', usual: 'app/2026w42/app.tgz' },
  maven: {
    says: 'versions of Maven artifacts: 1.0-M1 < 1.0-SNAPSHOT < 1.0 < 1.0.1; anything else is skipped',
    group: 'version',
    usual: 'app/1.10.0.Final/app.jar',
  },
  debian: {
    says: 'versions of Debian packages: 1.0~rc1 < 1.0 < 1.0-1 < 1:0.1; anything else is skipped',
    group: 'version',
    usual: 'app/1.10.0-1/app.deb',
  },
  rpm: {
    says: 'versions of RPM packages: 1.0~rc1-1 < 1.0-1 < 1.0^git1-1 < 1:0.1-1; anything else is skipped',
    group: 'version',
    usual: 'app/1.10.0-1.fc40/app.rpm',
  },
  gem: {
    says: 'versions of Ruby gems: 1.0.rc1 < 1.0 < 1.10; anything else is skipped',
    group: 'version',
    usual: 'app/1.10.0/app.gem',
  },
  uploaded: { says: 'the time of the upload: the last one wins', group: 'file', usual: 'camera/photo-7.jpg' },
} as const satisfies Partial<Record<OrderName, InitOrder>>;

export type InitOrderName = keyof typeof INIT_ORDERS;

/** In the sequence in which they are tried on an example: the strictest first. */
export const INIT_ORDER_NAMES = Object.keys(INIT_ORDERS) as readonly InitOrderName[];

export function initOrder(name: InitOrderName): InitOrder {
  return INIT_ORDERS[name];
}

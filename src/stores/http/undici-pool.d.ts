/** The file of undici 6 that exports Pool alone. It has no types of its own; those of the package apply. */
declare module 'undici/lib/dispatcher/pool.js' {
  import { Pool } from 'undici';
  export = Pool;
}

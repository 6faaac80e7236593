/** The file of undici 6 that holds its Pool and nothing that a Pool does not need. Its types are those of the package. */
declare module 'undici/lib/dispatcher/pool.js' {
  import { Pool } from 'undici';
  export = Pool;
}

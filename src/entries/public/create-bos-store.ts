import type { Credentials } from '../../oss-wire/credentials.ts';
import type { BosChoices } from '../../stores/bos/bos-choices.ts';
import { createBosStore as openBosStore } from '../../stores/bos/client/bos-client.ts';
import type { Store } from '../../stores/store.ts';

/** Options of {@link createBosStore}. */
export interface BosStoreOptions {
  readonly bucket: string;
  /** Region id: `bj`, `gz`, `su`. */
  readonly region: string;
  /**
   * Credentials, or a function that returns them. The function is called before every attempt, so temporary credentials
   * can be replaced while requests run.
   */
  readonly credentials: Credentials | (() => Credentials | Promise<Credentials>);
  /** URL or host. Default: the endpoint of the region, `https://<region>.bcebos.com`. */
  readonly endpoint?: string;
  /**
   * How requests name the bucket: `virtual-host` is `<bucket>.<endpoint>/<key>`, `path` is `<endpoint>/v1/<bucket>/<key>`,
   * `cname` is `<endpoint>/<key>`. Default: `path` if the endpoint is an IP address or localhost, else `virtual-host`. BOS
   * does not accept `path` for buckets that were created since June 2024.
   */
  readonly addressing?: 'virtual-host' | 'path' | 'cname';
  /** Headers to send with every request, by lower-case name. The signature covers those that begin with `x-bce-`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How many times a request is sent at most. Default: 3. */
  readonly attempts?: number;
  /** How many requests run at the same time at most; more wait. Default: 32. */
  readonly connections?: number;
  /** Milliseconds that an attempt waits for the next bytes of an answer. Default: 10,000. */
  readonly timeoutMs?: number;
  /** Milliseconds that an attempt waits for the complete answer. Default: 30,000, or `timeoutMs` if that is longer. */
  readonly deadlineMs?: number;
  /** What to assume about BOS where its documentation says nothing. The capabilities of the store follow it. */
  readonly choices?: Partial<BosChoices>;
}

/**
 * Creates a store for one bucket of Baidu BOS, or of another server that speaks its protocol. Requests are signed with
 * bce-auth-v1 and sent again after network errors, 5xx answers and a wrong clock.
 *
 * A `PutSymlink` or `PutObject` with `forbidOverwrite` that was sent more than once can answer `written: false` because
 * its own first attempt wrote. Read the key before you conclude that another writer was first.
 *
 * @throws AutoaliasError `config-invalid` for an invalid bucket name, region or endpoint.
 * @example
 * const store = createBosStore({
 *   bucket: 'my-releases',
 *   region: 'bj',
 *   credentials: { accessKeyId, accessKeySecret },
 * });
 * const link = await store.send({ operation: 'GetSymlink', key: 'releases/app/latest/app.tgz' });
 * if (link.found === 'symlink') console.log(link.target);
 * await store.close();
 */
export function createBosStore(options: BosStoreOptions): Store {
  const { credentials } = options;
  return openBosStore({
    ...options,
    credentials: typeof credentials === 'function' ? credentials : () => credentials,
  });
}

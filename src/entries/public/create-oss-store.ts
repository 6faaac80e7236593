import type { Credentials } from '../../oss-wire/credentials.ts';
import { createOssStore as openOssStore } from '../../stores/oss/client/oss-client.ts';
import type { Store } from '../../stores/store.ts';

/** Options of {@link createOssStore}. */
export interface OssStoreOptions {
  readonly bucket: string;
  /** Region id without `oss-`: `cn-hangzhou`. */
  readonly region: string;
  /**
   * Credentials, or a function that returns them. The function is called before every attempt, so temporary credentials
   * can be replaced while requests run.
   */
  readonly credentials: Credentials | (() => Credentials | Promise<Credentials>);
  /** URL or host. Default: the public endpoint of the region, `https://oss-<region>.aliyuncs.com`. */
  readonly endpoint?: string;
  /** Use the internal endpoint of the region, which only machines in the region reach. Ignored if `endpoint` is set. */
  readonly internal?: boolean;
  /**
   * How requests name the bucket: `virtual-host` is `<bucket>.<endpoint>/<key>`, `path` is `<endpoint>/<bucket>/<key>`,
   * `cname` is `<endpoint>/<key>`. Default: `path` if the endpoint is an IP address or localhost, else `virtual-host`.
   */
  readonly addressing?: 'virtual-host' | 'path' | 'cname';
  /** Headers to send with every request, by lower-case name. They are signed. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How many times a request is sent at most. Default: 3. */
  readonly attempts?: number;
  /** How many requests run at the same time at most; more wait. Default: 32. */
  readonly connections?: number;
  /** Milliseconds that an attempt waits for the next bytes of an answer. Default: 10,000. */
  readonly timeoutMs?: number;
  /** Milliseconds that an attempt waits for the complete answer. Default: 30,000, or `timeoutMs` if that is longer. */
  readonly deadlineMs?: number;
}

/**
 * Creates a store for one bucket of Alibaba Cloud OSS, or of another server that speaks its protocol. Requests are
 * signed with V4 and sent again after network errors, 5xx answers and a wrong clock.
 *
 * A `PutSymlink` or `PutObject` with `forbidOverwrite` that was sent more than once can answer `written: false` because
 * its own first attempt wrote. Read the key before you conclude that another writer was first.
 *
 * @throws AutoaliasError `config-invalid` for an invalid bucket name, region or endpoint.
 * @example
 * const store = createOssStore({
 *   bucket: 'my-releases',
 *   region: 'cn-hangzhou',
 *   credentials: { accessKeyId, accessKeySecret },
 * });
 * const link = await store.send({ operation: 'GetSymlink', key: 'releases/app/latest/app.tgz' });
 * if (link.found === 'symlink') console.log(link.target);
 * await store.close();
 */
export function createOssStore(options: OssStoreOptions): Store {
  const { credentials } = options;
  return openOssStore({
    ...options,
    credentials: typeof credentials === 'function' ? credentials : () => credentials,
  });
}

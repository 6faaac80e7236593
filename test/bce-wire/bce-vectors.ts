import type { BceRequest } from '../../src/bce-wire/bce-auth.ts';

/** A request, and each stage of its signature. */
export interface BceVector {
  readonly id: string;
  readonly source: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly time: string;
  readonly request: BceRequest;
  /** As for `signedHeaders` of signBce. */
  readonly signedHeaders?: readonly string[];
  readonly signingKey: string;
  readonly canonical: string;
  readonly authorization: string;
}

const MINE = { accessKeyId: 'my_ak', accessKeySecret: 'my_sk', time: '2014-06-13T05:57:36Z' } as const;
const MY_KEY = 'b358d27f22640783b887965f17e6cf57ce5b44e3e44ed171a934df6daff52a7c';
const MY_START = 'bce-auth-v1/my_ak/2014-06-13T05:57:36Z/1800';
const AT_DEMO = { host: 'demo.bj.bcebos.com', 'x-bce-date': '2014-06-13T05:57:36Z' } as const;
const DERIVED = 'computed with code that reproduces the published vectors';

/** P1 to P3 are published. D1 to D3 are not: they cover the requests of this package. */
export const bceVectors: readonly BceVector[] = [
  {
    id: 'P1',
    source: 'bce-sdk-js, test/sdk/auth.spec.js',
    ...MINE,
    request: {
      method: 'PUT',
      path: '/v1/bucket/object1',
      query: [
        ['A', ''],
        ['b', ''],
        ['C', 'd'],
      ],
      headers: { Host: 'bce.baidu.com', abc: '123', 'x-bce-meta-key1': 'ABC' },
    },
    signedHeaders: ['host', 'x-bce-meta-key1'],
    signingKey: MY_KEY,
    canonical: 'PUT\n/v1/bucket/object1\nA=&C=d&b=\nhost:bce.baidu.com\nx-bce-meta-key1:ABC',
    authorization: `${MY_START}/host;x-bce-meta-key1/80c9672aca2ea9af4bb40b9a8ff458d72df94e97d550840727f3a929af271d25`,
  },
  {
    id: 'P2',
    source: 'bce-sdk-js, test/sdk/auth.spec.js',
    ...MINE,
    request: {
      method: 'DELETE',
      path: '/v1/test-bucket1361199862',
      query: [],
      headers: { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': '0', 'User-Agent': 'any' },
    },
    signedHeaders: ['Content-Type', 'Content-Length'],
    signingKey: MY_KEY,
    canonical:
      'DELETE\n/v1/test-bucket1361199862\n\ncontent-length:0\ncontent-type:application%2Fjson%3B%20charset%3Dutf-8',
    authorization: `${MY_START}/content-length;content-type/c9386b15d585960ae5e6972f73ed92a9a682dc81025480ba5b41206d3e489822`,
  },
  {
    id: 'P3',
    source: 'https://intl.cloud.baidu.com/doc/Reference/s/Gjwvz1xez-en',
    accessKeyId: 'a'.repeat(32),
    // Not on the page. This one reproduces the signature on it.
    accessKeySecret: 'b'.repeat(32),
    time: '2015-04-27T08:23:49Z',
    request: {
      method: 'PUT',
      path: '/v1/test/myfolder/readme.txt',
      query: [
        ['partNumber', '9'],
        ['uploadId', 'a44cc9bab11cbd156984767aad637851'],
      ],
      headers: {
        Host: 'bj.bcebos.com',
        'Content-Type': 'text/plain',
        'Content-Length': '8',
        'Content-Md5': 'NFzcPqhviddjRNnSOGo4rw==',
        'x-bce-date': '2015-04-27T08:23:49Z',
        'User-Agent': 'any',
      },
    },
    signedHeaders: [],
    signingKey: '1d5ce5f464064cbee060330d973218821825ac6952368a482a592e6615aef479',
    canonical:
      'PUT\n/v1/test/myfolder/readme.txt\npartNumber=9&uploadId=a44cc9bab11cbd156984767aad637851\n' +
      'content-length:8\ncontent-md5:NFzcPqhviddjRNnSOGo4rw%3D%3D\ncontent-type:text%2Fplain\nhost:bj.bcebos.com\n' +
      'x-bce-date:2015-04-27T08%3A23%3A49Z',
    authorization: `bce-auth-v1/${'a'.repeat(32)}/2015-04-27T08:23:49Z/1800//d74a04362e6a848f5b39b15421cb449427f419c95a480fd6b8cf9fc783e2999e`,
  },
  {
    id: 'D1',
    source: DERIVED,
    ...MINE,
    request: { method: 'GET', path: '/latest/app.zip', query: [['symlink', '']], headers: AT_DEMO },
    signingKey: MY_KEY,
    canonical: 'GET\n/latest/app.zip\nsymlink=\nhost:demo.bj.bcebos.com\nx-bce-date:2014-06-13T05%3A57%3A36Z',
    authorization: `${MY_START}/host;x-bce-date/44d9cd8f272e835abbdab1bc69d7d445ee81f035193b892b9d14d2c6551d3145`,
  },
  {
    id: 'D2',
    source: DERIVED,
    ...MINE,
    request: {
      method: 'PUT',
      path: '/latest/app.zip',
      query: [['symlink', '']],
      headers: {
        ...AT_DEMO,
        'content-length': '0',
        'x-bce-symlink-target': 'rel/1.2.3/app.zip',
        'x-bce-forbid-overwrite': 'false',
        'x-bce-meta-gen': '7',
      },
    },
    signingKey: MY_KEY,
    canonical:
      'PUT\n/latest/app.zip\nsymlink=\ncontent-length:0\nhost:demo.bj.bcebos.com\n' +
      'x-bce-date:2014-06-13T05%3A57%3A36Z\nx-bce-forbid-overwrite:false\nx-bce-meta-gen:7\n' +
      'x-bce-symlink-target:rel%2F1.2.3%2Fapp.zip',
    authorization:
      `${MY_START}/content-length;host;x-bce-date;x-bce-forbid-overwrite;x-bce-meta-gen;x-bce-symlink-target/` +
      '180e0d0186eb5ab1dd234337744ecdf736a9d32c4b9552f00e801f5b8ee20106',
  },
  {
    id: 'D3',
    source: DERIVED,
    ...MINE,
    request: {
      method: 'PUT',
      path: '/latest/%E6%B5%8B%E8%AF%95%20a.txt',
      query: [['symlink', '']],
      headers: {
        ...AT_DEMO,
        'content-length': '0',
        'x-bce-symlink-target': 'rel/1.2.3/app.zip',
        'x-bce-security-token': 'tok/en+==',
      },
    },
    signingKey: MY_KEY,
    canonical:
      'PUT\n/latest/%E6%B5%8B%E8%AF%95%20a.txt\nsymlink=\ncontent-length:0\nhost:demo.bj.bcebos.com\n' +
      'x-bce-date:2014-06-13T05%3A57%3A36Z\nx-bce-security-token:tok%2Fen%2B%3D%3D\n' +
      'x-bce-symlink-target:rel%2F1.2.3%2Fapp.zip',
    authorization:
      `${MY_START}/content-length;host;x-bce-date;x-bce-security-token;x-bce-symlink-target/` +
      '5eb159a578f558361a007d66fe360be9cdd9f227bb121a681d8f9bf5f4fa4ba2',
  },
];

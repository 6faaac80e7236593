import type { QueryPair } from '../../src/oss-wire/signable-request.ts';

/**
 * Signing vectors. H and Q are published in the tests of alibabacloud-oss-go-sdk-v2 (oss/signer/signer_test.go) and of
 * the other V2 SDKs; their digests, and all of D, were computed with the published algorithm.
 */
export interface V4Vector {
  readonly id: string;
  readonly method: string;
  readonly bucket: string;
  readonly key?: string;
  readonly query: readonly QueryPair[];
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: { accessKeyId: string; accessKeySecret: string; securityToken?: string };
  readonly region: string;
  readonly product: string;
  /** Unix seconds. */
  readonly time: number;
  readonly additionalHeaders: readonly string[];
  readonly dateTime: string;
  readonly sha256: string;
  readonly signature: string;
  readonly canonicalRequest?: string;
  readonly authorization?: string;
  readonly expiresIn?: number;
}

const odd: readonly QueryPair[] = [
  ['param1', 'value1'],
  ['+param1', 'value3'],
  ['|param1', 'value4'],
  ['+param2', ''],
  ['|param2', ''],
  ['param2', ''],
];
const common = {
  method: 'PUT',
  bucket: 'bucket',
  key: '1234+-/123/1.txt',
  query: odd,
  credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' },
  region: 'cn-hangzhou',
  product: 'oss',
  additionalHeaders: [],
};
const headers = { 'x-oss-head1': 'value', abc: 'value', ZAbc: 'value', XYZ: 'value' };
const inHeader = { ...common, headers: { ...headers, 'content-type': 'text/plain' } };
const inQuery = { ...common, headers: { ...headers, 'content-type': 'application/octet-stream' }, expiresIn: 599 };
const withToken = { accessKeyId: 'ak', accessKeySecret: 'sk', securityToken: 'token' };
const oddQuery = '%2Bparam1=value3&%2Bparam2&%7Cparam1=value4&%7Cparam2&param1=value1&param2';

const additional = {
  time: 1702747512,
  dateTime: '20231216T172512Z',
  sha256: '16b86004ed2cc3406dd7a13081bd940ef6a5ad49e508da2d4fdf84e8a5dd2145',
  signature: '4a4183c187c07c8947db7620deb0a6b38d9fbdd34187b6dbaccb316fa251212f',
  canonicalRequest: `PUT
/bucket/1234%2B-/123/1.txt
${oddQuery}
abc:value
content-type:text/plain
x-oss-content-sha256:UNSIGNED-PAYLOAD
x-oss-date:20231216T172512Z
x-oss-head1:value
zabc:value

abc;zabc
UNSIGNED-PAYLOAD`,
  authorization:
    'OSS4-HMAC-SHA256 Credential=ak/20231216/cn-hangzhou/oss/aliyun_v4_request,AdditionalHeaders=abc;zabc,Signature=4a4183c187c07c8947db7620deb0a6b38d9fbdd34187b6dbaccb316fa251212f',
};

const derived = {
  bucket: 'examplebucket',
  credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' },
  region: 'cn-hangzhou',
  product: 'oss',
  additionalHeaders: [],
  time: 1735689600,
  dateTime: '20250101T000000Z',
};

/** Signed in the Authorization header. */
export const headerVectors: readonly V4Vector[] = [
  {
    ...inHeader,
    id: 'H1',
    time: 1702743657,
    dateTime: '20231216T162057Z',
    sha256: 'f4613657f1b108998e8dbd10a1aa5da621dc2c6e02c9ddec0f163664848704c4',
    signature: 'e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe',
    authorization:
      'OSS4-HMAC-SHA256 Credential=ak/20231216/cn-hangzhou/oss/aliyun_v4_request,Signature=e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe',
    canonicalRequest: `PUT
/bucket/1234%2B-/123/1.txt
${oddQuery}
content-type:text/plain
x-oss-content-sha256:UNSIGNED-PAYLOAD
x-oss-date:20231216T162057Z
x-oss-head1:value


UNSIGNED-PAYLOAD`,
  },
  {
    ...inHeader,
    id: 'H2',
    region: 'cb-123',
    product: 'oss-cloudbox',
    time: 1702743657,
    dateTime: '20231216T162057Z',
    sha256: 'f4613657f1b108998e8dbd10a1aa5da621dc2c6e02c9ddec0f163664848704c4',
    signature: '94ce1f12c17d148ea681030275a94449d3357f5b5b21133996eec80af3e08a43',
    authorization:
      'OSS4-HMAC-SHA256 Credential=ak/20231216/cb-123/oss-cloudbox/aliyun_v4_request,Signature=94ce1f12c17d148ea681030275a94449d3357f5b5b21133996eec80af3e08a43',
  },
  {
    ...inHeader,
    id: 'H3',
    credentials: withToken,
    time: 1702784856,
    dateTime: '20231217T034736Z',
    sha256: '69494678fb11579d4ee12996e2796d9e2ba43c34aa4c723c4aec018f3d6b86b8',
    signature: 'b94a3f999cf85bcdc00d332fbd3734ba03e48382c36fa4d5af5df817395bd9ea',
    authorization:
      'OSS4-HMAC-SHA256 Credential=ak/20231217/cn-hangzhou/oss/aliyun_v4_request,Signature=b94a3f999cf85bcdc00d332fbd3734ba03e48382c36fa4d5af5df817395bd9ea',
  },
  { ...inHeader, ...additional, id: 'H4', additionalHeaders: ['ZAbc', 'abc'] },
  {
    ...inHeader,
    ...additional,
    id: 'H4, with names that are not sent or signed anyway',
    additionalHeaders: ['x-oss-no-exist', 'ZAbc', 'x-oss-head1', 'abc'],
  },
  {
    ...derived,
    id: 'D1',
    method: 'PUT',
    key: 'releases/latest',
    query: [['symlink', '']],
    headers: {
      'x-oss-symlink-target': 'releases%2Fv1.2.3%2Fapp%20bundle.tgz',
      'x-oss-tagging': 'channel=stable&v=1.2.3',
    },
    sha256: 'a8b3f20d6096116c592b00eaa31f0528cf3c7a936e986681fd040c12689dfc7a',
    signature: '7c5228602a2ee781454f23c85307b2e2d50e7d33967057aee0554db757a5aa21',
    canonicalRequest: `PUT
/examplebucket/releases/latest
symlink
x-oss-content-sha256:UNSIGNED-PAYLOAD
x-oss-date:20250101T000000Z
x-oss-symlink-target:releases%2Fv1.2.3%2Fapp%20bundle.tgz
x-oss-tagging:channel=stable&v=1.2.3


UNSIGNED-PAYLOAD`,
  },
  {
    ...derived,
    id: 'D2',
    method: 'GET',
    query: [
      ['list-type', '2'],
      ['prefix', 'releases/'],
      ['max-keys', '1000'],
      ['encoding-type', 'url'],
    ],
    headers: {},
    sha256: 'f4a6214845b4abf14af677949c73db79394f26f9ddf54da3226d0d291cb2e921',
    signature: '2a4d57e35595ac3aacd81d62b816d1cd9edd695eb22821f47eff6f1c02e34280',
    canonicalRequest: `GET
/examplebucket/
encoding-type=url&list-type=2&max-keys=1000&prefix=releases%2F
x-oss-content-sha256:UNSIGNED-PAYLOAD
x-oss-date:20250101T000000Z


UNSIGNED-PAYLOAD`,
  },
  {
    ...derived,
    id: 'D3',
    method: 'GET',
    key: 'releases/latest',
    query: [
      ['symlink', ''],
      ['versionId', 'CAEQNRiBgMClj7qD0BYiIDQ5Y2QyMjc3NGZkODRlMTU5M2VkY2U3MWRiNGRh'],
    ],
    headers: {},
    credentials: { accessKeyId: 'ak', accessKeySecret: 'sk', securityToken: 'tok' },
    sha256: '02a8d0610fa2c66a67aa470a5c68e3b2d70721185ed8645e18a189f0b7245475',
    signature: '8f16d5b5caa3ad17b99b577eefebb6d3d251b2a042db1e10ca1b2a72644b7263',
    canonicalRequest: `GET
/examplebucket/releases/latest
symlink&versionId=CAEQNRiBgMClj7qD0BYiIDQ5Y2QyMjc3NGZkODRlMTU5M2VkY2U3MWRiNGRh
x-oss-content-sha256:UNSIGNED-PAYLOAD
x-oss-date:20250101T000000Z
x-oss-security-token:tok


UNSIGNED-PAYLOAD`,
  },
];

function presigned(id: string, rest: Partial<V4Vector>): V4Vector {
  return {
    ...inQuery,
    id,
    time: 1702783809,
    dateTime: '20231217T033009Z',
    sha256: 'e06541af14a8dc30dd12d3b75557af47f405e37784a76eae1a844c3426777df9',
    signature: '6bd984bfe531afb6db1f7550983a741b103a8c58e5e14f83ea474c2322dfa2b7',
    additionalHeaders: ['ZAbc', 'abc'],
    ...rest,
  };
}

/** Signed in the URL. */
export const queryVectors: readonly V4Vector[] = [
  presigned('Q1', {
    additionalHeaders: [],
    time: 1702781677,
    dateTime: '20231217T025437Z',
    sha256: '48814c11f278d51662015bf2f896b66ca10b6de0187ed8d952e341bbce0aa336',
    signature: 'a39966c61718be0d5b14e668088b3fa07601033f6518ac7b523100014269c0fe',
  }),
  presigned('Q2', {
    credentials: withToken,
    additionalHeaders: [],
    time: 1702785388,
    dateTime: '20231217T035628Z',
    sha256: '458705026c021c95dd317d008cff79df19ce99bf2b241d1ecb20f4d65bb851a5',
    signature: '3817ac9d206cd6dfc90f1c09c00be45005602e55898f26f5ddb06d7892e1f8b5',
  }),
  presigned('Q3', {
    canonicalRequest: `PUT
/bucket/1234%2B-/123/1.txt
${oddQuery}&x-oss-additional-headers=abc%3Bzabc&x-oss-credential=ak%2F20231217%2Fcn-hangzhou%2Foss%2Faliyun_v4_request&x-oss-date=20231217T033009Z&x-oss-expires=599&x-oss-signature-version=OSS4-HMAC-SHA256
abc:value
content-type:application/octet-stream
x-oss-head1:value
zabc:value

abc;zabc
UNSIGNED-PAYLOAD`,
  }),
  presigned('Q3, with names that are not sent or signed anyway', {
    additionalHeaders: ['x-oss-no-exist', 'abc', 'x-oss-head1', 'ZAbc'],
  }),
  presigned('Q4', {
    region: 'cb-123',
    product: 'oss-cloudbox',
    time: 1702781677,
    dateTime: '20231217T025437Z',
    sha256: '5a216ce12aa5cb11075f7232f0f7ec4f1435d952fac90c3bbbe67b34c97d73b5',
    signature: '07284191b9b4978ac3520cd39ee2dea2747eda454089359371ff463a6c7ba20f',
  }),
  presigned('Q5', {
    region: 'cb-123',
    product: 'oss-cloudbox',
    additionalHeaders: ['x-oss-no-exist', 'abc', 'x-oss-head1', 'ZAbc'],
    sha256: '33fc8f0753d38abe388ce2ad4a6e6859e87b96e1bb8869a1e226a640615aa4d3',
    signature: '16782cc8a7a554523db055eb804b508522e7e370073108ad88ee2f47496701dd',
  }),
  {
    ...derived,
    id: 'D4',
    method: 'GET',
    key: '目录/a b+c.txt',
    query: [],
    headers: {},
    expiresIn: 600,
    sha256: 'd34896cbf69415f9965f832e23338e69ec5093aeb70db854c4af0cbce763a35b',
    signature: '2c3efb4c1f809786fcb1f0c74235ae24ac591cbd7847dcc07c915190260f3404',
    canonicalRequest: `GET
/examplebucket/%E7%9B%AE%E5%BD%95/a%20b%2Bc.txt
x-oss-credential=ak%2F20250101%2Fcn-hangzhou%2Foss%2Faliyun_v4_request&x-oss-date=20250101T000000Z&x-oss-expires=600&x-oss-signature-version=OSS4-HMAC-SHA256


UNSIGNED-PAYLOAD`,
  },
];

import type { S3EventRecord } from 'aws-lambda-types';

/** A record like the sample on the page "Event message structure" of Amazon S3. */
export function s3Record(eventName: string, key: string): S3EventRecord {
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: 'us-west-2',
    eventTime: '2026-11-20T08:09:10.000Z',
    eventName,
    userIdentity: { principalId: 'AIDAJDPLRKLG7UEXAMPLE' },
    requestParameters: { sourceIPAddress: '192.0.2.7' },
    responseElements: {
      'x-amz-request-id': 'C3D13FE58DE4C810',
      'x-amz-id-2': 'FMyUVURIY8/IgAtTv8xRjskZQpcIZ9KG4V5Wp6S7S/JRWeUWerMUE5JgHvANOjpD',
    },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: 'testConfigRule',
      bucket: { name: 'demo', ownerIdentity: { principalId: 'A3NL1KOZZKExample' }, arn: 'arn:aws:s3:::demo' },
      object: {
        key,
        size: 1024,
        eTag: 'd41d8cd98f00b204e9800998ecf8427e',
        versionId: '096fKKXTRTtl3on89fVO.nfljtsv6qko',
        sequencer: '0055AED6DCD90281E5',
      },
    },
  };
}

/** The webhook of MinIO, like the sample in its documentation. It encodes slashes too. */
export function minioEvent(eventName: string, key: string) {
  const { s3, ...rest } = s3Record(eventName, encodeURIComponent(key).replaceAll('%20', '+'));
  const { versionId: _, ...object } = s3.object;
  return {
    EventName: eventName,
    Key: `demo/${key}`,
    Records: [
      {
        ...rest,
        eventVersion: '2.0',
        eventSource: 'minio:s3',
        awsRegion: '',
        eventTime: '2026-11-20T08:09:10.123Z',
        userIdentity: { principalId: 'minioadmin' },
        requestParameters: { principalId: 'minioadmin', region: '', sourceIPAddress: '192.0.2.7' },
        responseElements: {
          'x-amz-id-2': 'dd9025bab4ad464b049177c95eb6ebf374d3b3fd1af9251148b658df7ac2e3e8',
          'x-amz-request-id': '17A5D5A4B8A8C2B0',
          'x-minio-deployment-id': '7a1b7c4e-0000-4a0e-8b1a-000000000000',
          'x-minio-origin-endpoint': 'http://127.0.0.1:9000',
        },
        s3: {
          ...s3,
          configurationId: 'Config',
          object: {
            ...object,
            contentType: 'application/gzip',
            userMetadata: { 'content-type': 'application/gzip' },
            sequencer: '17A5D5A4BA1E0B50',
          },
        },
        source: { host: '192.0.2.7', port: '', userAgent: 'MinIO (linux; amd64) minio-go/v7.0.63' },
      },
    ],
  };
}

/** The record of a Ceph object gateway. It writes the key as it is, and empty texts for what it does not know. */
export function cephRecord(eventName: string, key: string) {
  const { s3, ...rest } = s3Record(eventName, key);
  return {
    ...rest,
    eventVersion: '2.2',
    eventSource: 'ceph:s3',
    awsRegion: 'my-store',
    eventTime: '2026-11-20T08:09:10.470367Z',
    userIdentity: { principalId: 'testuser' },
    requestParameters: { sourceIPAddress: '' },
    responseElements: {
      'x-amz-request-id': 'd5a87e11-31a2-4e74-9f6d-ebc48a187271.4464.5813176538436958134',
      'x-amz-id-2': '1170-my-store-my-store',
    },
    s3: {
      ...s3,
      bucket: { ...s3.bucket, arn: 'arn:aws:s3:my-store::demo', id: 'd5a87e11-31a2-4e74-9f6d-ebc48a187271.4464.1' },
      object: { ...s3.object, versionId: '', metadata: [], tags: [] },
    },
    eventId: '1671695221.958659.d41d8cd98f00b204e9800998ecf8427e',
    opaqueData: '',
  };
}

/** A request to an HTTP event source of EventBridge, with its body as JSON. */
export function httpSourceEvent(body: unknown) {
  return {
    id: '7059131c-0000-0000-b232-c4c3592120ae',
    source: 'minio',
    specversion: '1.0',
    type: 'eventbridge:Events:HTTPEvent',
    datacontenttype: 'application/json;charset=utf-8',
    subject: 'acs:eventbridge:cn-hangzhou:123456789:eventbus/uploads/eventsource/minio',
    time: '2026-11-20T16:09:10.504+08:00',
    aliyuneventbusname: 'uploads',
    aliyunregionid: 'cn-hangzhou',
    data: {
      headers: { 'content-type': 'application/json' },
      path: '/webhook/putEvents',
      body,
      httpMethod: 'POST',
      queryString: {},
    },
  };
}

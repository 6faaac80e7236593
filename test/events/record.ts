/** An OSS event record like the sample on the event notification page. */
export function record(eventName: string, key: unknown) {
  return {
    eventName,
    eventSource: 'acs:oss',
    eventTime: '2026-11-20T08:09:10.000Z',
    eventVersion: '1.0',
    oss: {
      bucket: {
        arn: 'acs:oss:cn-hangzhou:123456789:demo',
        name: 'demo',
        ownerIdentity: '123456789',
        virtualBucket: '',
      },
      object: {
        key,
        eTag: '5EB63BBBE01EEED093CB22BB8F5ACDC3',
        size: 11,
        deltaSize: 11,
        objectMeta: { mimeType: 'application/gzip' },
      },
      ossSchemaVersion: '1.0',
      ruleId: 'created',
    },
    region: 'cn-hangzhou',
    requestParameters: { sourceIPAddress: '192.0.2.7' },
    responseElements: { requestId: '6740A1B2C3D4E5F607182930' },
    userIdentity: { principalId: '123456789' },
  };
}

/** The same record as a CloudEvent of EventBridge. The sample in its documentation has no rule id. */
export function cloudEvent(type: string, key: unknown) {
  const { oss, ...rest } = record(type.replace(/^oss:/, ''), key);
  return {
    id: '6740A1B2C3D4E5F607182930',
    source: 'acs.oss',
    specversion: '1.0',
    type,
    datacontenttype: 'application/json;charset=utf-8',
    subject: `acs:oss:cn-hangzhou:123456789:demo/${key}`,
    time: '2026-11-20T08:09:10.000Z',
    aliyunaccountid: '123456789',
    aliyuneventbusname: 'default',
    aliyunregionid: 'cn-hangzhou',
    aliyunpublishtime: '2026-11-20T08:09:11.120Z',
    data: { ...rest, oss: { bucket: oss.bucket, object: oss.object, ossSchemaVersion: '1.0' } },
  };
}

/** The record like the sample on the SMQ page, which puts the fields next to `oss` inside `oss`. */
export function smqRecord(eventName: string, key: unknown) {
  const { oss, region, requestParameters, responseElements, userIdentity, ...rest } = record(eventName, key);
  return { ...rest, oss: { ...oss, region, requestParameters, responseElements, userIdentity } };
}

/** A queue message in the envelope of EventBridge. */
export function queueEvent(messageBody: unknown) {
  return {
    id: 'bffb9722-9c48-407b-9895-b038f78f0000',
    source: 'acs:mns',
    specversion: '1.0',
    type: 'mns:Queue:SendMessage',
    datacontenttype: 'application/json; charset=utf-8',
    subject: 'acs:mns:cn-hangzhou:123456789:queues/oss',
    time: '2026-11-20T08:09:10.093Z',
    data: { requestId: '606EA3074344430D4C810000', messageId: 'C6DB60D1574661357FA2272774450000', messageBody },
  };
}

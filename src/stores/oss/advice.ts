/** What to do about a refusal, for those that a person has to mend. */
export const advice: ReadonlyMap<string, string> = new Map([
  [
    'AccessDenied',
    'grant this identity the action on the bucket and key (links need oss:PutObject, tags oss:PutObjectTagging)',
  ],
  ['FileImmutable', 'a retention policy protects the key; wait for its end or use another key'],
  ['InvalidAccessKeyId', 'check the access key id; temporary keys need their security token'],
  ['InvalidSecurityToken', 'fetch fresh temporary credentials'],
  ['NoSuchBucket', 'check the bucket name, and that the endpoint is that of its region'],
  ['RequestTimeTooSkewed', 'set the clock of this machine'],
  ['SecurityTokenExpired', 'fetch fresh temporary credentials'],
  ['SignatureDoesNotMatch', 'check the access key secret and the region'],
  ['UserDisable', 'the account is disabled, for overdue payment most often'],
]);

import type { StoreWords } from '../../http/store-failure.ts';

/** How messages name OSS, and what a person can do about its errors. */
export const OSS_WORDS: StoreWords = {
  name: 'OSS',
  advice: new Map([
    [
      'AccessDenied',
      'grant this identity the action on the bucket and key (symlinks need oss:PutObject, tags need oss:PutObjectTagging)',
    ],
    ['FileImmutable', 'a retention policy protects the key; wait until it expires, or use another key'],
    ['InvalidAccessKeyId', 'check the access key id; temporary keys need their security token'],
    ['InvalidSecurityToken', 'fetch fresh temporary credentials'],
    ['NoSuchBucket', 'check the bucket name, and that the endpoint belongs to its region'],
    ['RequestTimeTooSkewed', 'correct the clock of this machine'],
    ['SecurityTokenExpired', 'fetch fresh temporary credentials'],
    ['SignatureDoesNotMatch', 'check the access key secret and the region'],
    ['UserDisable', 'the account is disabled, most often because of an overdue payment'],
  ]),
};

import type { StoreWords } from '../../http/store-failure.ts';

/** How messages name BOS, and what a person can do about its errors. Source: https://cloud.baidu.com/doc/BOS/s/Ajwvysfpl. */
export const BOS_WORDS: StoreWords = {
  name: 'BOS',
  advice: new Map([
    ['AccessDenied', 'grant this identity the permission on the bucket and key (symlinks need WRITE and READ)'],
    ['InvalidAccessKeyId', 'check the access key id; temporary keys need their security token'],
    ['InvalidSessionToken', 'fetch fresh temporary credentials'],
    ['NoSuchBucket', 'check the bucket name, and that the endpoint belongs to its region'],
    ['RequestExpired', 'correct the clock of this machine'],
    ['RequestTimeTooSkewed', 'correct the clock of this machine'],
    ['SignatureDoesNotMatch', 'check the secret access key'],
  ]),
};

/**
 * Said about `InvalidArgument` for a symlink without a class of its own: BOS then gives it the default class of the bucket,
 * and refuses ARCHIVE (PutSymlink page).
 */
export const DEFAULT_CLASS_ADVICE =
  'if the default storage class of the bucket is ARCHIVE, which a symlink cannot have, set the storage class of the symlink to Standard, IA or Cold';

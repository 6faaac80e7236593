import { readCfcContext, regionOfBrn } from '../cfc/cfc-context.ts';
import { eventCredentials } from '../cfc/event-credentials.ts';
import type { Platform } from './platform.ts';

/** CFC of Baidu AI Cloud, with buckets of BOS. */
export const CFC: Platform = {
  variables: {
    bucket: 'BOS_BUCKET',
    endpoint: 'BOS_ENDPOINT',
    region: 'BOS_REGION',
    credentials: [
      { id: 'BCE_ACCESS_KEY_ID', secret: 'BCE_SECRET_ACCESS_KEY', token: 'BCE_SESSION_TOKEN' },
      // Those of the vendor's Terraform provider, which has no variable for a token.
      { id: 'BAIDUCLOUD_ACCESS_KEY', secret: 'BAIDUCLOUD_SECRET_KEY' },
    ],
  },
  regionExample: 'bj',
  missingCredentials:
    'there are no credentials: BCE_ACCESS_KEY_ID and BCE_SECRET_ACCESS_KEY are not set, and neither the event nor the context contains any; set both variables',
  hasTasks: false,
  // The Java runtime of CFC reads the last variable.
  regionOf: (get) => get('BOS_REGION') ?? get('BAIDUCLOUD_REGION') ?? regionOfBrn(get('BCE_USER_FUNCTION_BRN')),
  readContext: readCfcContext,
  // No page says that the context has credentials, or which rights those of an event have. What an operator sets is certain.
  credentialsOf: ({ environment, event, context, now }) => environment ?? eventCredentials(event, now) ?? context,
};

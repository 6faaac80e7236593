import { DEFAULT_SETTINGS } from '../settings.ts';

/** What the HTTP trigger requires besides the token: nothing, or a signature of Baidu (CFC, page kjzmgugty). */
export const CFC_HTTP_AUTH = ['anonymous', 'iam'] as const;
export type CfcHttpAuth = (typeof CFC_HTTP_AUTH)[number];

/** What an operator decides about a deployment on Baidu. What is undefined is a placeholder in the printed forms. */
export interface BaiduSettings {
  /** The first part of every name. */
  readonly name: string;
  readonly bucket?: string | undefined;
  /** For example `bj`. */
  readonly region?: string | undefined;
  /** The id of the account in BRNs: 32 hexadecimal digits. */
  readonly account?: string | undefined;
  readonly http: {
    readonly auth: CfcHttpAuth;
    /** The list of AUTOALIAS_TOKENS, as JSON. */
    readonly tokens?: string | undefined;
    /** The list of AUTOALIAS_OIDC, as JSON. */
    readonly oidc?: string | undefined;
  };
  /** The URL of an OpenTelemetry receiver, without `/v1/logs`. */
  readonly otlpEndpoint?: string | undefined;
  /** When to sweep, as CFC writes it: `rate(5 minutes)`. */
  readonly schedule: string;
  /** The topic of Baidu Messaging System that gets events which failed in every attempt. */
  readonly deadLetterTopic?: string | undefined;
  /** AUTOALIAS_BOS_CHOICES, the behaviours of BOS that are not documented. */
  readonly choices?: string | undefined;
  /** Whether the environment of the functions has credentials. Otherwise they use those that CFC passes to each call. */
  readonly hasCredentials: boolean;
}

/** The settings that a deployment has if an operator decides nothing. */
export const DEFAULT_BAIDU_SETTINGS: BaiduSettings = {
  name: DEFAULT_SETTINGS.name,
  http: { auth: 'anonymous' },
  schedule: 'rate(5 minutes)',
  hasCredentials: true,
};

import type { UnverifiedChoices } from '../../src/bucket/unverified-choices.ts';
import { type BosChoices, bosCapabilities, bosChoices } from '../../src/stores/bos/bos-choices.ts';
import { createBosStore } from '../../src/stores/bos/client/bos-client.ts';
import { openLocalBos } from './local-bos.ts';
import { localCredentials } from './local-oss.ts';
import { BOS_KEYS } from './odd-keys.ts';
import { describeStore, type StoreTraits } from './store-suite.ts';

/** BOS names these errors of the bucket engine differently. */
const CODES: Readonly<Record<string, string>> = { BadRequest: 'InvalidArgument', InvalidTag: 'InvalidArgument' };

const TRAITS: StoreTraits = {
  keys: BOS_KEYS,
  codeOf: (ossCode) => CODES[ossCode] ?? ossCode,
  showsMarkers: false,
  showsLinkHeaders: false,
  hasStrictListings: false,
};

interface Answers {
  readonly client: Partial<BosChoices>;
  readonly store: Partial<UnverifiedChoices>;
  readonly traits: Partial<StoreTraits>;
}

/** What BOS may turn out to be: as little as its sources promise, or as much as OSS. */
const ANSWERS: readonly (readonly [name: string, answers: Answers])[] = [
  ['as its sources promise', { client: { targetEncoding: 'percent' }, store: {}, traits: {} }],
  [
    'with links like those of OSS',
    {
      client: {
        targetEncoding: 'form',
        linkTags: 'header',
        linkVersions: 'used',
        createOnly: 'always',
        taggingForm: 'header',
      },
      store: {
        bosTargetHeader: 'form',
        bosLinkTags: 'stored',
        bosLinkVersionIds: 'present',
        bosForbidOverwrite: 'always',
        bosGetSymlinkHeaders: 'all',
        bosDeleteMarkerHeader: 'present',
        bosTaggingReply: 'list',
        bosVersioningStatus: 'capitalized',
        bosNextVersionField: 'nextVersionidMarker',
        bosUnsignedHeaders: 'accepted',
      },
      traits: { showsMarkers: true, showsLinkHeaders: true },
    },
  ],
];

for (const [name, { client, store: choices, traits }] of ANSWERS) {
  describeStore(`the BOS client against the local BOS, ${name},`, {
    capabilities: bosCapabilities(bosChoices(client)),
    traits: { ...TRAITS, ...traits },
    open: async (versioning) => {
      const server = await openLocalBos(versioning, choices);
      const store = createBosStore({
        endpoint: server.endpoint,
        region: 'bj',
        bucket: 'demo',
        credentials: () => localCredentials,
        choices: client,
        // Refusals must not be retried: a retry would hide an answer that was wrong the first time.
        sleep: () => Promise.reject(new Error('the local BOS returned an answer that the client retries')),
      });
      return {
        store,
        close: async () => {
          await store.close();
          await server.close();
        },
      };
    },
  });
}

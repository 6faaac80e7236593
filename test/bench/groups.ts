import type { RowGroup } from './row.ts';
import { coldStartRows } from './rows/cold-start.ts';
import { decisionRows } from './rows/decisions.ts';
import { eventRows } from './rows/events.ts';
import { loadingRows } from './rows/loading.ts';
import { localStoreRows, storeGrowthRows } from './rows/local-store.ts';
import { putSymlinkRows } from './rows/put-symlink.ts';
import { listingRows } from './rows/read-listing.ts';
import { signingRows } from './rows/sign.ts';
import { startOssRows } from './rows/start-oss.ts';
import { firstSweepRows, sweepRows } from './rows/sweep.ts';

/** All rows of the table, in its order. */
export const GROUPS: readonly RowGroup[] = [
  decisionRows,
  loadingRows,
  putSymlinkRows,
  signingRows,
  listingRows,
  startOssRows,
  coldStartRows,
  localStoreRows,
  storeGrowthRows,
  eventRows,
  ...sweepRows,
  firstSweepRows,
];

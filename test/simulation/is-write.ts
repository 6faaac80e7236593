import type { StoreRequest } from '../../src/stores/store-request.ts';

export const isWrite = ({ operation }: StoreRequest): boolean =>
  operation === 'PutSymlink' || operation === 'DeleteObject' || operation === 'PutObject';

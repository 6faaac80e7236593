import type { StoreRequest } from '../../../src/stores/store-request.ts';

export function isWrite({ operation }: StoreRequest): boolean {
  return operation === 'PutSymlink' || operation === 'DeleteObject' || operation === 'PutObject';
}

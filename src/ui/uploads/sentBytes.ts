import type { UploadedPackage } from '../../core/model';
import { formatBytes } from '../messages/formatBytes';

/** Sizes of a package in TEM: of all of it, and of what COS copied from another. */
export type Sizes = Pick<UploadedPackage, 'bytes' | 'copiedBytes'>;

/** Gives how many of a package's bytes were sent: all that COS did not copy. */
export function sentBytes({ bytes, copiedBytes = 0 }: Sizes): number {
  return bytes - copiedBytes;
}

/** Tells whether less than `bytes` was sent, by so much that the two amounts read differently. */
export function isSentInPart(sent: number, bytes: number): boolean {
  return sent < bytes && formatBytes(sent) !== formatBytes(bytes);
}

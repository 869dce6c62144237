import type { Room } from './room';
import type { Call } from './runClient';

/** A key to a bucket; a temporary one has a token. */
export interface StoreKey {
  readonly bucket: string;
  readonly secretId: string;
  readonly secretKey: string;
  readonly token?: string;
}

/** How a command line of the store is told what to do. Keys of objects have no leading slash. */
export interface StoreClient {
  readonly name: string;
  readonly versionArgs: readonly string[];
  /** How it is called with such words, by whom and on which bucket. */
  call(room: Room, key: StoreKey, words: readonly string[]): Promise<Call>;
  up(bucket: string, path: string, object: string): readonly string[];
  down(bucket: string, object: string, path: string): readonly string[];
  ls(bucket: string, prefix: string): readonly string[];
  du(bucket: string, prefix: string): readonly string[];
  copy(bucket: string, from: string, to: string): readonly string[];
  remove(bucket: string, object: string): readonly string[];
  removeAll(bucket: string, prefix: string): readonly string[];
}

import { createHash } from 'node:crypto';
import { bucketOf, packagePrefix, type World } from '../world';
import { Crc64 } from './crc64';
import { type Store, StoredObject } from './store';

/**
 * Puts the packages that the world begins with into the store, as if uploaded at `now` (epoch ms) where they have no
 * `storedAt`.
 */
export function seedStore(store: Store, world: World, now: number): void {
  for (const account of world.accounts) {
    for (const region of account.regions) {
      for (const { id, packages } of region.applications) {
        for (const { version, name, bytes, storedAt = now } of packages) {
          const key = `${packagePrefix(account, id)}${version}/${name}`;
          const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
          const crc64 = String(new Crc64().update(bytes).digest());
          const type = 'application/java-archive';
          const bucket = bucketOf(account, region.id);
          store.put(new StoredObject(bucket, key, [bytes], bytes.length, etag, crc64, type, storedAt));
        }
      }
    }
  }
}

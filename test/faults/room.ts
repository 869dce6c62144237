import assert from 'node:assert/strict';
import type { Connection } from '../../src/core/model';
import type { RequestRecord } from '../../src/sandbox/requestLog';
import { Sandbox } from '../../src/sandbox/sandbox';
import { type MultipartUpload, StoredObject } from '../../src/sandbox/cos/store';
import { bucketOf, packagePrefix } from '../../src/sandbox/world';
import { applicationId, region } from '../unit/cloud/practice';

/** A sandbox in which one upload after the other is tried, each under a version, hence a key, of its own. */
export class Room {
  /** ms that the sandbox's clock is ahead of this machine's. */
  ahead = 0;
  private readonly stores = new Map<string, number>();
  /** Multipart uploads of somebody else. */
  private readonly others = new Set<string>();

  private constructor(readonly sandbox: Sandbox) {
    const { store } = sandbox;
    const put = store.put.bind(store);
    store.put = (object) => {
      this.stores.set(object.key, this.timesStored(object.key) + 1);
      put(object);
    };
  }

  static async open(): Promise<Room> {
    const clock: { room?: Room } = {};
    const now = (): number => Date.now() + (clock.room?.ahead ?? 0);
    const room = new Room(await Sandbox.start({ now, conditions: { requestsPerSecond: 0 } }));
    return (clock.room = room);
  }

  get connection(): Connection {
    const { temUrl: tem, cosUrl: cos, credential } = this.sandbox;
    return { site: 'sandbox', credential, endpoints: { tem, cos } };
  }

  get bucket(): string {
    return bucketOf(this.account, region);
  }

  get requests(): readonly RequestRecord[] {
    return this.sandbox.requests.all;
  }

  keyOf(version: string, packageName: string): string {
    return `${packagePrefix(this.account, applicationId)}${version}/${packageName}`;
  }

  /** Puts an earlier package under a key. */
  putOld(key: string, bytes: Buffer): void {
    this.sandbox.store.put(new StoredObject(this.bucket, key, [bytes], bytes.length, '"old"', '7', 'x/y', Date.now()));
    this.stores.delete(key);
  }

  /** Puts somebody else's package beside a key, and an upload that they are at. */
  putNeighbours(key: string): void {
    const { store } = this.sandbox;
    const beside = `${key}.other`;
    const id = `${beside} id`;
    const bytes = Buffer.from('theirs');
    store.put(new StoredObject(this.bucket, beside, [bytes], bytes.length, '"theirs"', '8', 'x/y', Date.now()));
    store.open({ id, bucket: this.bucket, key: beside, contentType: 'x/y', initiatedAt: 0, parts: new Map() });
    this.others.add(id);
  }

  /** Throws unless both are as they were. */
  checkNeighbours(key: string): void {
    const { store } = this.sandbox;
    assert.ok(store.get(this.bucket, `${key}.other`)?.bytes.equals(Buffer.from('theirs')), "somebody else's is gone");
    assert.ok(store.upload(`${key}.other id`), "somebody else's upload is gone");
  }

  /** How often the store has taken an object under this key, the one of `putOld` not counted. */
  timesStored(key: string): number {
    return this.stores.get(key) ?? 0;
  }

  stored(key: string): Buffer | undefined {
    return this.sandbox.store.get(this.bucket, key)?.bytes;
  }

  /** Multipart uploads that are open under any key, but for those of `putNeighbours`. */
  get uploads(): readonly MultipartUpload[] {
    return this.sandbox.store.uploads.filter(({ id }) => !this.others.has(id));
  }

  /** As new but for what was there from the start. */
  clear(keys: readonly string[]): void {
    const { store, requests, conditions } = this.sandbox;
    for (const key of keys) [key, `${key}.other`].forEach((one) => store.delete(this.bucket, one));
    this.others.clear();
    for (const { id } of store.uploads) store.close(id);
    requests.clear();
    conditions.faults = [];
    conditions.tokenLifetime = 1800;
    conditions.opaqueEtags = false;
    conditions.policy.copying = 'ownKey';
    conditions.copyMs = 0;
    conditions.copySpaces = false;
    this.ahead = 0;
  }

  close(): Promise<void> {
    return this.sandbox.stop();
  }

  private get account() {
    return this.sandbox.world.accounts[0]!;
  }
}

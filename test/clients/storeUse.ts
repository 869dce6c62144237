import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import COS from 'cos-nodejs-sdk-v5';
import { seededBytes } from '../fixtures/seededBytes';
import { cosToken, REGION } from '../unit/sandbox/clients';
import type { Room } from './room';
import { beRefused, succeed } from './runClient';
import type { StoreClient, StoreKey } from './storeClient';

const seed = seededBytes(1, 1000);
// More than a page of a listing and than one request may remove.
const manyObjects = 1100;

/** A command line of the store at work: each method throws, in words, what went wrong. */
export class StoreUse {
  constructor(private readonly client: StoreClient) {}

  async upAndDown(room: Room, object: string, bytes: number): Promise<void> {
    await this.#roundTrip(room, room.sandbox.ownerKey(REGION), object, seededBytes(bytes, bytes));
  }

  async oddName(room: Room, name: string): Promise<void> {
    const key = room.sandbox.ownerKey(REGION);
    await this.#roundTrip(room, key, `odd names/${name}`, Buffer.from(name));
    await this.#do(room, key, this.client.copy(key.bucket, `odd names/${name}`, `odd copies/${name}`));
    assert.ok(room.sandbox.store.get(key.bucket, `odd copies/${name}`), 'the copy has another name');
    await this.#do(room, key, this.client.removeAll(key.bucket, 'odd copies/'));
    assert.deepEqual(this.#keys(room, key, 'odd copies/'), [], 'rm -r left it');
  }

  async list(room: Room): Promise<void> {
    const key = await this.#seed(room, 'list/', 3);
    const printed = await this.#do(room, key, this.client.ls(key.bucket, 'list/'));
    for (const object of this.#keys(room, key, 'list/')) {
      assert.ok(printed.includes(object), `does not list ${object}: ${printed.slice(-300)}`);
    }
  }

  async sum(room: Room): Promise<void> {
    const key = await this.#seed(room, 'sum/', manyObjects);
    const printed = await this.#do(room, key, this.client.du(key.bucket, 'sum/'));
    assert.match(printed, new RegExp(`\\b${manyObjects}\\b`), `counts otherwise: ${printed.slice(-300)}`);
    assert.match(printed, /\b(1100000|1\.0[45]\d{0,3} ?M|1\.1 ?M)/, `names another sum: ${printed.slice(-300)}`);
  }

  async copy(room: Room): Promise<void> {
    const key = await this.#seed(room, 'copy/', 1);
    await this.#do(room, key, this.client.copy(key.bucket, 'copy/1.jar', 'copied/1.jar'));
    this.#isStored(room, key, 'copied/1.jar', seed);
  }

  async remove(room: Room): Promise<void> {
    const key = await this.#seed(room, 'one/', 3);
    await this.#do(room, key, this.client.remove(key.bucket, 'one/2.jar'));
    assert.deepEqual(this.#keys(room, key, 'one/'), ['one/1.jar', 'one/3.jar']);
  }

  async removeAll(room: Room): Promise<void> {
    const key = await this.#seed(room, 'all/', manyObjects);
    await this.#do(room, key, this.client.removeAll(key.bucket, 'all/'));
    assert.deepEqual(this.#keys(room, key, 'all/'), []);
    assert.ok(room.sandbox.store.keys(key.bucket).length > 0, 'all the rest is gone, too');
  }

  async temporary(room: Room): Promise<void> {
    const { key, object } = await this.#grant(room, 'temporary.jar');
    await this.#roundTrip(room, key, object, seededBytes(7, 5000));
  }

  async otherObject(room: Room): Promise<void> {
    const { key, object } = await this.#grant(room, 'own.jar');
    const path = await this.#file(room, Buffer.from('not mine'));
    const call = await this.client.call(room, key, this.client.up(key.bucket, path, `${object}.other`));
    await beRefused(room, call, /AccessDenied|Access Denied/i);
    assert.equal(room.sandbox.store.get(key.bucket, `${object}.other`), undefined);
  }

  async expired(room: Room): Promise<void> {
    const { conditions, store } = room.sandbox;
    const lifetime = conditions.tokenLifetime;
    conditions.tokenLifetime = 0;
    const { key, object } = await this.#grant(room, 'expired.jar').finally(() => (conditions.tokenLifetime = lifetime));
    const path = await this.#file(room, Buffer.from('too late'));
    const call = await this.client.call(room, key, this.client.up(key.bucket, path, object));
    await beRefused(room, call, /ExpiredToken|expired/i);
    assert.equal(store.get(key.bucket, object), undefined);
  }

  /** What TEM gives out for one package. */
  async #grant({ sandbox }: Room, name: string): Promise<{ readonly key: StoreKey; readonly object: string }> {
    const token = await cosToken(sandbox, { PkgName: name });
    const { Bucket: bucket, TmpSecretId: secretId, TmpSecretKey: secretKey, SessionToken } = token;
    return { key: { bucket, secretId, secretKey, token: SessionToken }, object: token.FullPath };
  }

  /** Objects of 1 kB each, `1.jar` and so on, put there without the client. */
  async #seed(room: Room, folder: string, count: number): Promise<StoreKey> {
    const key = room.sandbox.ownerKey(REGION);
    for (let n = 1; n <= count; n++) await putObject(room, key, `${folder}${n}.jar`, seed);
    return key;
  }

  async #roundTrip(room: Room, key: StoreKey, object: string, bytes: Buffer): Promise<void> {
    await this.#up(room, key, object, bytes);
    const path = join(room.folder, 'down.bin');
    await this.#do(room, key, this.client.down(key.bucket, object, path));
    assert.ok(bytes.equals(await readFile(path)), 'down: other bytes');
    await writeFile(path, '');
  }

  async #up(room: Room, key: StoreKey, object: string, bytes: Buffer): Promise<void> {
    await this.#do(room, key, this.client.up(key.bucket, await this.#file(room, bytes), object));
    this.#isStored(room, key, object, bytes);
  }

  async #file({ folder }: Room, bytes: Buffer): Promise<string> {
    const path = join(folder, 'up.bin');
    await writeFile(path, bytes);
    return path;
  }

  #isStored({ sandbox }: Room, { bucket }: StoreKey, object: string, bytes: Buffer): void {
    const stored = sandbox.store.get(bucket, object);
    assert.ok(stored, `nothing is stored as ${object}`);
    assert.ok(bytes.equals(stored.bytes), 'up: other bytes');
  }

  #keys({ sandbox }: Room, { bucket }: StoreKey, prefix: string): readonly string[] {
    return sandbox.store.keys(bucket).filter((object) => object.startsWith(prefix));
  }

  async #do(room: Room, key: StoreKey, words: readonly string[]): Promise<string> {
    return succeed(room, await this.client.call(room, key, words));
  }
}

async function putObject({ sandbox }: Room, key: StoreKey, object: string, bytes: Buffer): Promise<void> {
  const { bucket: Bucket, secretId: SecretId, secretKey: SecretKey } = key;
  const cos = new COS({ SecretId, SecretKey, Domain: new URL(sandbox.cosUrl).host, Protocol: 'http:' });
  await cos.putObject({ Bucket, Region: REGION, Key: object, Body: bytes });
}

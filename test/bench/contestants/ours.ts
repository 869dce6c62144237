import { CosClient } from '../../../src/cloud/cosClient';
import { loadTemSdk } from '../../../src/cloud/temSdk';
import type { Connection, UploadGrant } from '../../../src/core/model';
import { FileTransfer } from '../../../src/upload/fileTransfer';
import { bucket, credential, region, type Contestant } from './contestant';

/** This product: the very classes that the extension builds, kept from upload to upload as the extension keeps them. */
export const ours: Contestant = {
  async open() {
    const transfer = new FileTransfer(new CosClient());
    // Whoever uploads has listed applications before, and been granted a key: that is loaded by then.
    await loadTemSdk();
    return async ({ path, url, key }) => {
      const connection: Connection = { site: 'sandbox', credential, endpoints: { cos: url } };
      const startsAt = Math.floor(Date.now() / 1000);
      const grant: UploadGrant = { bucket, region, key, credential, startsAt, expiresAt: startsAt + 1800 };
      const { signal } = new AbortController();
      const run = { signal, report: () => undefined };
      await transfer.send({ connection, grant: () => Promise.resolve(grant), path, application: 'bench' }, run);
    };
  },
  async loadRest() {
    await import('cos-nodejs-sdk-v5/sdk/util');
  },
};

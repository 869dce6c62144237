import { CosClient } from '../../../src/cloud/cos/cosClient';
import { loadTemSdk } from '../../../src/cloud/tem/temSdk';
import type { Connection, UploadGrant } from '../../../src/core/model';
import type { ByteSource } from '../../../src/core/ports/packageReader';
import { FileUploader } from '../../../src/transfer/upload/fileUploader';
import { bucket, credential, region, type Contestant } from './contestant';
import { findReusable } from './findReusable';

/** This product: the very classes that the extension builds, kept from upload to upload as the extension keeps them. */
export const ours: Contestant = {
  async open() {
    const uploader = new FileUploader(new CosClient());
    // Whoever uploads has listed applications before, and been granted a key: that is loaded by then.
    await loadTemSdk();
    return async ({ path, url, key, base }) => {
      const connection: Connection = { site: 'sandbox', credential, endpoints: { cos: url } };
      const startsAt = Math.floor(Date.now() / 1000);
      const grant: UploadGrant = { bucket, region, key, credential, startsAt, expiresAt: startsAt + 1800 };
      const { signal } = new AbortController();
      const run = { signal, report: () => undefined };
      const request = { connection, grant: () => Promise.resolve(grant), path, application: 'bench' };
      const reusing = base && { findReusable: (file: ByteSource) => findReusable(file, base) };
      await uploader.upload({ ...request, ...reusing }, run);
    };
  },
  async loadRest() {
    await import('cos-nodejs-sdk-v5/sdk/util');
  },
};

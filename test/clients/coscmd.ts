import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { namedEndpoint } from './room';
import type { StoreClient } from './storeClient';

/** Tencent's command line in Python. It has no `du`; a list of all tells the sum as well. */
export const coscmd: StoreClient = {
  name: 'coscmd',
  versionArgs: ['--version'],
  call: async ({ sandbox, folder }, { bucket, secretId, secretKey, token }, words) => {
    const file = join(folder, 'coscmd.conf');
    const fields = {
      ...{ secret_id: secretId, secret_key: secretKey, bucket, endpoint: namedEndpoint, schema: 'http' },
      ...(token !== undefined && { token }),
    };
    const lines = Object.entries(fields).map(([name, value]) => `${name} = ${value.replaceAll('%', '%%')}`);
    await writeFile(file, `[common]\n${lines.join('\n')}\n`);
    return {
      program: 'coscmd',
      args: ['-c', file, '-l', join(folder, 'coscmd.log'), ...words],
      env: { http_proxy: sandbox.cosUrl, no_proxy: '' },
    };
  },
  up: (_, path, object) => ['upload', path, `/${object}`],
  down: (_, object, path) => ['download', '-f', `/${object}`, path],
  ls: (_, prefix) => ['list', '-ar', prefix],
  du: (_, prefix) => ['list', '-ar', prefix],
  copy: (bucket, from, to) => ['copy', `${bucket}.${namedEndpoint}/${from}`, to],
  remove: (_, object) => ['delete', '-f', object],
  removeAll: (_, prefix) => ['delete', '-rf', prefix],
};

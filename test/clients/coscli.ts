import type { StoreClient } from './storeClient';

/**
 * Tencent's command line in Go, told not to put the bucket's name before the host. As its documentation has it; it never ran
 * where this was written.
 */
export const coscli: StoreClient = {
  name: 'coscli',
  versionArgs: ['--version'],
  call: ({ sandbox }, { secretId, secretKey, token }, words) =>
    Promise.resolve({
      program: 'coscli',
      args: [
        ...[...words, '--endpoint', new URL(sandbox.cosUrl).host, '--customized', '--protocol', 'http', '--init-skip'],
        ...['--secret-id', secretId, '--secret-key', secretKey],
        ...(token === undefined ? [] : ['--token', token]),
      ],
    }),
  up: (bucket, path, object) => ['cp', path, at(bucket, object)],
  down: (bucket, object, path) => ['cp', at(bucket, object), path],
  ls: (bucket, prefix) => ['ls', at(bucket, prefix), '-r'],
  du: (bucket, prefix) => ['du', at(bucket, prefix)],
  copy: (bucket, from, to) => ['cp', at(bucket, from), at(bucket, to)],
  remove: (bucket, object) => ['rm', at(bucket, object), '-f'],
  removeAll: (bucket, prefix) => ['rm', at(bucket, prefix), '-r', '-f'],
};

function at(bucket: string, object: string): string {
  return `cos://${bucket}/${object}`;
}

import { writeFileSync } from 'node:fs';
import { bucket, credential, type Task } from './contestant';
import { program } from './program';

const { secretId, secretKey, token } = credential;

/** The floor: one stream, nothing checked. Its own time leaves out the start of the program. */
export const curl = program({
  name: 'curl',
  args: ({ path, url, key }) => [
    ...['-sS', '-f', '-T', path, '-H', 'Expect:', '-o', '/dev/null', '-w', 'total %{time_total}\\n'],
    `${url}/${key}`,
  ],
  ownMs: (printed) => Number(/total ([\d.]+)/.exec(printed)?.[1]) * 1000,
});

/** Tencent's command line in Go, told not to put the bucket's name before the host. */
export const coscli = program({
  name: 'coscli',
  args: ({ path, url, key }) => [
    ...['cp', path, `cos://${bucket}/${key}`, '--endpoint', new URL(url).host, '--protocol', 'http', '--customized'],
    ...['--init-skip', '--secret-id', secretId, '--secret-key', secretKey, '--token', token],
  ],
});

/** Tencent's command line in Python, in a configuration of its own: the bucket's host is nobody's, the sink its proxy. */
export const coscmd = program({
  name: 'coscmd',
  env: ({ url }) => ({ http_proxy: url, no_proxy: '' }),
  args: (task) => ['-c', writeCoscmdConfig(task), '-l', `${task.path}.coscmd.log`, 'upload', task.path, `/${task.key}`],
});

function writeCoscmdConfig({ path }: Task): string {
  const file = `${path}.coscmd`;
  const fields = { secret_id: secretId, secret_key: secretKey, bucket, endpoint: 'cos.sink.test', schema: 'http' };
  const lines = Object.entries(fields).map(([name, value]) => `${name} = ${value}`);
  writeFileSync(file, `[common]\n${lines.join('\n')}\n`);
  return file;
}

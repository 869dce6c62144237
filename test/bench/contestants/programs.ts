import { bucket, credential, type Task } from './contestant';
import { program, type ProgramUse } from './program';

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

const coscliUse: ProgramUse = {
  name: 'coscli',
  args: ({ path, url, key }) => [
    ...['cp', path, `cos://${bucket}/${key}`, '--endpoint', new URL(url).host, '--protocol', 'http', '--customized'],
    ...['--init-skip', '--secret-id', secretId, '--secret-key', secretKey, '--token', token],
  ],
};

/** Tencent's command line in Go. */
export const coscli = program(coscliUse);

/** Tencent's command line in Python, in a configuration of its own. */
export const coscmd = program({
  name: 'coscmd',
  args: (task) => ['-c', coscmdConfig(task), 'upload', task.path, `/${task.key}`],
});

function coscmdConfig({ path }: Task): string {
  return `${path}.coscmd`;
}

import { rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeSampleWorkspace } from '../fixtures/makeSampleWorkspace';
import { Sandbox } from '../../src/sandbox/sandbox';
import { atExit } from './atExit';
import { cacheDir } from './cacheDir';

/**
 * Starts a sandbox for an extension that is debugged: lays out the sample workspace as `shop` in `folder`, and writes
 * beside it `sandbox.env`, with the variable that leads the extension to the sandbox, for the eyes of this user only.
 */
export async function serveSandbox(folder: string): Promise<Sandbox> {
  await makeSampleWorkspace(path.join(folder, 'shop'));
  const policy = { multipart: true, listing: true, copying: 'application' } as const;
  const sandbox = await Sandbox.start({ conditions: { policy } });
  const { secretId, secretKey } = sandbox.credential;
  const practice = { tem: sandbox.temUrl, cos: sandbox.cosUrl, secretId, secretKey };
  const file = path.join(folder, 'sandbox.env');
  // A file that is there already would keep its mode.
  rmSync(file, { force: true });
  atExit(() => rmSync(file, { force: true }));
  await writeFile(file, `TEM_TOOLKIT_SANDBOX='${JSON.stringify(practice)}'\n`, { mode: 0o600 });
  return sandbox;
}

// As a process of its own, until it is interrupted. `.vscode/tasks.json` waits for the second line.
if (require.main === module) {
  console.log('Sandbox is starting');
  serveSandbox(path.join(cacheDir, 'sandbox')).then(
    ({ temUrl, cosUrl }) => console.log(`Sandbox is ready: TEM at ${temUrl}, COS at ${cosUrl}`),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
}

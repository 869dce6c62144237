import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { makeSampleWorkspace } from '../fixtures/makeSampleWorkspace';
import { activationTime } from './activationTime';
import { repoRoot } from './cacheDir';
import { makeDataDirs } from './makeDataDirs';
import { receiveEvents, type Outcome } from './receiveEvents';
import { onlyVariable, reportPortVariable, type HostRun } from './testEvent';

/** Runs `out/test/host` inside the desktop VS Code of this version (`stable` or a number), downloaded by test-electron. */
export async function runInDesktop(version: string, { onEvent, only }: HostRun): Promise<Outcome> {
  const dirs = await makeDataDirs();
  const folder = path.join(dirs.userDataDir, '..', 'shop');
  await makeSampleWorkspace(folder);
  const receiver = await receiveEvents(onEvent);
  try {
    const ended = runTests({
      version,
      extensionDevelopmentPath: repoRoot,
      extensionTestsPath: path.join(repoRoot, 'out', 'test', 'host', 'runSuite'),
      extensionTestsEnv: { [reportPortVariable]: String(receiver.port), ...(only && { [onlyVariable]: only }) },
      launchArgs: [
        folder,
        ...['--user-data-dir', dirs.userDataDir, '--extensions-dir', dirs.extensionsDir],
        ...['--disable-gpu', '--disable-workspace-trust', '--skip-welcome', '--skip-release-notes'],
      ],
    });
    // It also fails when a test failed; by then the events have said so.
    const gone = ended.then(
      () => receiver.giveUp('VS Code ended before its tests did'),
      (error: unknown) => receiver.giveUp(String(error)),
    );
    const outcome = await receiver.outcome;
    await gone;
    onEvent({ type: 'note', text: `desktop ${version}: ${await activationTime(dirs.userDataDir)}` });
    return outcome;
  } finally {
    receiver.close();
    await dirs.remove();
  }
}

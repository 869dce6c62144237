import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { atExit } from '../../harness/atExit';
import { nextMessage } from '../nextMessage';

/** One `require` of a bundle. `bytes`: of it, and of what it loads of its folder meanwhile. */
export interface Load {
  readonly ms: number;
  readonly bytes: number;
}

/** Loads a bundle in a Node.js process of its own, which is gone when this resolves. */
export async function loadOnce(bundle: string): Promise<Load> {
  const child = fork(join(__dirname, 'loadProcess.js'), [bundle]);
  const forget = atExit(() => child.kill());
  const gone = once(child, 'exit');
  const load = await nextMessage<Load>(child);
  child.disconnect();
  await gone;
  forget();
  return load;
}

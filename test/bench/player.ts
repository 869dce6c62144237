import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { atExit } from '../harness/atExit';
import type { ContestantName } from './contestants/contestants';
import type { Task } from './contestants/contestant';
import type { Said } from './contestantProcess';
import type { Sample } from './meter';
import { nextMessage } from './nextMessage';

/** A contestant in a process of its own. */
export class Player {
  private constructor(
    private readonly child: ChildProcess,
    private readonly forget: () => void,
    /** Memory before the first upload, and where it was asked for with all that an upload loads. */
    readonly ready: Extract<Said, { said: 'ready' }>,
  ) {}

  static async start(name: ContestantName, options: { readonly mayLoadRest?: boolean } = {}): Promise<Player> {
    const child = fork(join(__dirname, 'contestantProcess.js'), [name, ...(options.mayLoadRest ? ['rest'] : [])]);
    const forget = atExit(() => child.kill());
    const said = await nextMessage<Said>(child);
    if (said.said !== 'ready') throw new Error(`${name} did not start`);
    return new Player(child, forget, said);
  }

  async upload(task: Task): Promise<Sample> {
    this.child.send(task);
    const said = await nextMessage<Said>(this.child);
    if (said.said === 'sample') return said.sample;
    throw new Error(said.said === 'failed' ? said.reason : 'a contestant began anew');
  }

  stop(): void {
    this.forget();
    this.child.disconnect();
  }
}

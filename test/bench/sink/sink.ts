import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { atExit } from '../../harness/atExit';
import type { Conditions } from './conditions';
import type { Base } from '../contestants/contestant';
import type { SinkAnswer, SinkWord } from './sinkProcess';
import { nextMessage } from '../nextMessage';

/** The store that every contestant uploads to: a process of its own that takes bytes and throws them away. */
export class Sink {
  private constructor(
    private readonly child: ChildProcess,
    private readonly port: number,
  ) {}

  static async start(): Promise<Sink> {
    const child = fork(join(__dirname, 'sinkProcess.js'));
    atExit(() => child.kill());
    const { port } = await nextMessage<SinkAnswer>(child);
    return new Sink(child, port);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async set(conditions: Conditions): Promise<void> {
    await this.tell({ word: 'conditions', conditions });
  }

  /** Lets parts be copied from a file of this machine, as if it had been uploaded before. */
  async hold(object: Base): Promise<void> {
    await this.tell({ word: 'hold', object });
  }

  /** What it has used so far; closes the connections that nobody uses. */
  usage(): Promise<SinkAnswer> {
    return this.tell({ word: 'usage' });
  }

  stop(): void {
    this.child.disconnect();
  }

  private tell(word: SinkWord): Promise<SinkAnswer> {
    this.child.send(word);
    return nextMessage<SinkAnswer>(this.child);
  }
}

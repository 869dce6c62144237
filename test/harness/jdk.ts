import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { atExit } from './atExit';
import { repoRoot } from './cacheDir';
import { runProgram } from './runProgram';

const home = process.env['JAVA_HOME'];

/** The programs of the JDK in JAVA_HOME or on PATH; `undefined` where there is none. */
export function findJdk(): { readonly java: string; readonly javac: string } | undefined {
  const program = (name: string) => (home ? join(home, 'bin', name) : name);
  const [java, javac] = [program('java'), program('javac')];
  const runs = (one: string) => spawnSync(one, ['-version'], { timeout: 20_000, windowsHide: true }).status === 0;
  return runs(java) && runs(javac) ? { java, javac } : undefined;
}

/** Replays in one JVM what `java -jar` looks at before `main`; compiled into `folder`. */
export class Replay {
  private constructor(
    private readonly jvm: ChildProcess,
    private readonly lines: AsyncIterator<string>,
    private readonly forget: () => void,
  ) {}

  static async start(jdk: { readonly java: string; readonly javac: string }, folder: string): Promise<Replay> {
    const sources = ['Launcher.java', 'Replay.java'].map((name) => join(repoRoot, 'test', 'harness', 'java', name));
    await runProgram(jdk.javac, ['-encoding', 'UTF-8', '-d', folder, ...sources]);
    const jvm = spawn(jdk.java, ['-Xmx256m', '-cp', folder, 'Replay'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    const forget = atExit(() => jvm.kill());
    const lines = createInterface({ input: jvm.stdout })[Symbol.asyncIterator]();
    return new Replay(jvm, lines, forget);
  }

  /** Returns `ok` or `refused` and why for each of these files. */
  async outcomes(paths: readonly string[]): Promise<readonly string[]> {
    this.jvm.stdin?.write(paths.map((path) => `${path}\n`).join(''));
    const outcomes: string[] = [];
    while (outcomes.length < paths.length) {
      const line = await this.lines.next();
      if (line.done) throw new Error('the JVM ended');
      outcomes.push(line.value);
    }
    return outcomes;
  }

  async end(): Promise<void> {
    this.jvm.stdin?.end();
    await once(this.jvm, 'exit');
    this.forget();
  }
}

import fs from 'node:fs/promises';

/** The `nth` call (from 1) of this label; `isDone`: it does its work first, and only its answer never comes. */
export interface StuckAt {
  readonly label: string;
  readonly nth: number;
  readonly isDone: boolean;
}

type Method = (...args: unknown[]) => unknown;

/** Lets calls through, remembers them, and has one of them never settle. */
export class Stuck {
  /** The labels of all calls so far. */
  readonly calls: string[] = [];
  private readonly undo: (() => void)[] = [];
  private counted: number | undefined;

  /** `onReached` is called when nothing but the stuck call is left to wait for. */
  constructor(
    private readonly at: StuckAt | undefined,
    private readonly onReached: () => void,
  ) {}

  /** The same object, whose promises pass through here; `only` some of its methods. */
  port<T extends object>(name: string, target: T, only?: readonly string[]): T {
    return new Proxy(target, {
      get: (_, key) => {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value !== 'function') return value;
        if (only && !only.includes(String(key))) return (value as Method).bind(target);
        return (...args: unknown[]) => this.pass(`${name}.${String(key)}`, () => (value as Method).apply(target, args));
      },
    });
  }

  /** Has every file of this process that is looked at or opened pass through here, until `end`. */
  files(): void {
    const { stat, open } = fs;
    const patch = (more: object): void => void Object.assign(fs, more);
    this.undo.push(() => patch({ stat, open }));
    patch({
      stat: (...args: Parameters<typeof stat>) => this.pass('file.stat', () => stat(...args)),
      open: async (...args: Parameters<typeof open>) =>
        this.port('file', await (this.pass('file.open', () => open(...args)) as ReturnType<typeof open>), [
          'stat',
          'read',
        ]),
    });
  }

  /** From now on calls are counted; answers how many there were before. */
  begin(): number {
    return (this.counted = this.calls.length);
  }

  end(): void {
    this.undo.forEach((undo) => undo());
  }

  private pass(label: string, work: () => unknown): unknown {
    this.calls.push(label);
    const { at } = this;
    if (this.counted === undefined || at?.label !== label) return work();
    if (this.calls.slice(this.counted).filter((one) => one === label).length !== at.nth) return work();
    const reached = (): void => setImmediate(this.onReached) && undefined;
    if (at.isDone) void Promise.resolve(work()).then(reached, reached);
    else reached();
    return new Promise<never>(() => undefined);
  }
}

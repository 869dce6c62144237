import { arch, cpus, loadavg, release, totalmem, type } from 'node:os';

/** What the figures were taken on; names neither the machine nor a path. */
export function describeMachine(): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const load = loadavg().map((value) => value.toFixed(1));
  return [
    `${cpus().length} × ${first?.model.trim() ?? 'unknown'}, ${memory} GiB`,
    `${type()} ${release()} ${arch()}`,
    `Node.js ${process.version}`,
    `${new Date().toISOString().slice(0, 10)}, load ${load.join(' ')} at the end`,
  ].join('; ');
}

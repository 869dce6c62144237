import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { DataDirs } from './makeDataDirs';
import type { Host } from './fetchHost';
import { freePort } from './freePort';
import { startTree } from './startTree';

/** A VS Code that a browser can open. `url` has no path and no query. */
export interface Served {
  readonly url: string;
  /** Ends the server and every extension host; resolves once it is gone. */
  stop(): Promise<void>;
}

export interface ServeOptions extends DataDirs {
  /**
   * `person`: the whole code-server, which keeps secrets across reloads and shows notifications. `tests`: the bare VS
   * Code server with the smoke test driver, which runs a suite inside the extension host and hides notifications.
   */
  readonly for: 'person' | 'tests';
  readonly env?: NodeJS.ProcessEnv;
  /** Workspaces are not trusted until a person says so; for a `person` only. */
  readonly restricted?: boolean;
}

/** Serves `host` on loopback and resolves when it answers. */
export async function serve(host: Host, options: ServeOptions): Promise<Served> {
  const port = await freePort();
  const dirs = ['--user-data-dir', options.userDataDir, '--extensions-dir', options.extensionsDir];
  const args =
    options.for === 'tests'
      ? [
          path.join(host.vscode, 'out', 'server-main.js'),
          ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
          ...['--accept-server-license-terms', '--enable-smoke-test-driver', '--telemetry-level', 'off'],
          ...dirs,
        ]
      : [
          path.join(host.codeServer, 'out', 'node', 'entry.js'),
          ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check'],
          // Otherwise it writes a configuration with a password into the person's home.
          ...['--config', path.join(options.userDataDir, 'code-server.yaml')],
          '--disable-getting-started-override',
          ...(options.restricted ? [] : ['--disable-workspace-trust']),
          ...dirs,
        ];
  const tree = startTree(host.node, args, { ...process.env, ...options.env });
  const ready = options.for === 'tests' ? /Extension host agent listening on/ : /HTTP server listening on/;
  let output = '';
  const listening = new Promise<void>((resolve) => {
    for (const stream of [tree.child.stdout, tree.child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        output = `${output}${line}\n`.slice(-4000);
        if (ready.test(line)) resolve();
      });
    }
  });
  const ended = once(tree.child, 'exit').then(() => {
    throw new Error(`${host.name} ended while starting:\n${output}`);
  });
  await Promise.race([listening, ended, deadline(60_000, () => `${host.name} did not start in 60 s:\n${output}`)]);
  ended.catch(() => undefined);
  return { url: `http://127.0.0.1:${port}`, stop: () => tree.stop() };
}

function deadline(ms: number, say: () => string): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error(say())), ms).unref());
}

import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { DataDirs } from './makeDataDirs';
import type { Host } from './fetchHost';
import { freePort } from './freePort';
import { startTree } from './startTree';

/** A VS Code that a browser can open. */
export interface Served {
  /** Without path and query. */
  readonly url: string;
  /**
   * Whoever does not have it gets no workbench: the password of the whole code-server, the connection token (`?tkn=`) of
   * the bare server. New at each start.
   */
  readonly secret: string;
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
  /** Default: a free one. What a browser remembers of an editor goes by it. */
  readonly port?: number;
  /** What VS Code speaks, where its pack is installed; for a `person` only. */
  readonly language?: string;
  /** VS Code knows workspaces that are not trusted; for a `person` only. */
  readonly withTrust?: boolean;
}

/** Serves `host` on loopback and resolves when it answers. */
export async function serve(host: Host, options: ServeOptions): Promise<Served> {
  const port = options.port ?? (await freePort());
  const secret = randomBytes(32).toString('hex');
  const tokenFile = path.join(options.userDataDir, 'connection-token');
  // Nothing secret is an argument: those of every program are there for all users of the machine to read.
  if (options.for === 'tests') await writeFile(tokenFile, secret, { mode: 0o600 });
  const password = { HASHED_PASSWORD: createHash('sha256').update(secret).digest('hex') };
  const dirs = ['--user-data-dir', options.userDataDir, '--extensions-dir', options.extensionsDir];
  const args =
    options.for === 'tests'
      ? [
          path.join(host.vscode, 'out', 'server-main.js'),
          ...['--host', '127.0.0.1', '--port', String(port), '--connection-token-file', tokenFile],
          ...['--accept-server-license-terms', '--enable-smoke-test-driver', '--telemetry-level', 'off'],
          ...dirs,
        ]
      : [
          path.join(host.codeServer, 'out', 'node', 'entry.js'),
          ...[
            '--auth',
            'password',
            '--bind-addr',
            `127.0.0.1:${port}`,
            '--disable-telemetry',
            '--disable-update-check',
          ],
          // Otherwise it writes a configuration with a password into the person's home.
          ...['--config', path.join(options.userDataDir, 'code-server.yaml')],
          '--disable-getting-started-override',
          ...(options.language === undefined ? [] : ['--locale', options.language]),
          ...(options.withTrust ? [] : ['--disable-workspace-trust']),
          ...dirs,
        ];
  const tree = startTree(host.node, args, {
    ...process.env,
    ...options.env,
    ...(options.for === 'person' && password),
  });
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
  return { url: `http://127.0.0.1:${port}`, secret, stop: () => tree.stop() };
}

function deadline(ms: number, say: () => string): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error(say())), ms).unref());
}

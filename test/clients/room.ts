import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sandbox } from '../../src/sandbox/sandbox';
import { atExit } from '../harness/atExit';
import { builder, deployer, owner, stranger } from '../fixtures/roleSeed';
import { TlsFront } from './tlsFront';

/** The endpoint that clients are given which put the bucket's name before it: nobody's, hence they ask the sandbox as proxy. */
export const namedEndpoint = 'cos.sandbox.test';

/** Where the clients are tried: a sandbox, and a folder for their files and configurations. */
export interface Room {
  readonly sandbox: Sandbox;
  readonly folder: string;
  /** TEM over TLS, for clients that speak nothing else; absent where no certificate can be made. */
  readonly tls: TlsFront | undefined;
  close(): Promise<void>;
}

/** Opens a room with a practice account and a build machine that may assume its role. */
export async function openRoom(): Promise<Room> {
  const folder = await mkdtemp(join(tmpdir(), 'tem-clients-'));
  const clear = (): void => rmSync(folder, { recursive: true, force: true });
  atExit(clear);
  const seed = { accounts: [owner, builder, stranger], roles: [deployer] };
  // TLS ends before the sandbox, on another port.
  const sandbox = await Sandbox.start({ seed, hosts: [namedEndpoint, '127.0.0.1'] });
  const tls = await TlsFront.start(folder, sandbox.temUrl);
  return {
    sandbox,
    folder,
    tls,
    close: async () => {
      await tls?.stop();
      await sandbox.stop();
      clear();
    },
  };
}

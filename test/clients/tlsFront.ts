import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { isOnPath } from '../bench/onPath';
import { runProgram } from '../harness/runProgram';

/** TLS on loopback before a plain server, with a certificate of its own that lives as long as the folder. */
export class TlsFront {
  private constructor(
    private readonly server: Server,
    /** A folder for PYTHONPATH: whoever has it trusts this certificate, and no other. */
    readonly pythonPath: string,
  ) {}

  /** `undefined` where openssl, which makes the certificate, is not installed. */
  static async start(folder: string, url: string): Promise<TlsFront | undefined> {
    if (!isOnPath('openssl')) return undefined;
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
    await runProgram('openssl', [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', certificate],
      ...['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'],
    ]);
    const server = createServer({ key: await readFile(key), cert: await readFile(certificate) }, (asked, answer) => {
      const { method, headers } = asked;
      const passed = httpRequest(new URL(asked.url ?? '/', url), { method, headers, agent: false });
      passed.on('error', () => answer.destroy());
      passed.on('response', (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(answer);
      });
      asked.pipe(passed);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TlsFront(server, await trusting(folder, certificate));
  }

  /** `127.0.0.1:PORT`. */
  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}

// Tencent's SDK for Python trusts what its module certifi names and nothing that can be set from outside.
async function trusting(folder: string, certificate: string): Promise<string> {
  const path = join(folder, 'python');
  await mkdir(path);
  const lines = ['def where():', `    return ${JSON.stringify(certificate)}`, '', 'def contents():'];
  await writeFile(join(path, 'certifi.py'), [...lines, '    return open(where()).read()', ''].join('\n'));
  return path;
}

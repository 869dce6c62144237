import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { UploadGrant } from '../../../src/core/model';

/** One request as it came, with all of its body. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Answer = (response: ServerResponse, asked: Asked) => void;

/** Answers whatever the test says, and remembers who asked for what. */
export class HostileServer {
  readonly asked: Asked[] = [];
  answer: Answer = (response) => response.writeHead(500).end();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<HostileServer> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        const asked = { method, url, headers, body: Buffer.concat(chunks).toString() };
        hostile.asked.push(asked);
        hostile.answer(response, asked);
      });
    });
    const hostile = new HostileServer(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return hostile;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

/** A grant that no server checks. */
export const anyGrant: UploadGrant = {
  bucket: 'b-1250000000',
  region: 'ap-guangzhou',
  key: 'tem/1/2/a.jar',
  credential: { secretId: 'AKIDtest', secretKey: 'k', token: 'theToken' },
  startsAt: 1_700_000_000,
  expiresAt: 1_700_001_800,
};

export const redirects = [301, 302, 303, 307, 308] as const;

/** Ten megabytes of one sign as gzip: of such members a body may have any number. */
const member = gzipSync(Buffer.alloc(10 * 1024 * 1024, ' '));
const plain = Buffer.alloc(64 * 1024, ' ');

/**
 * Begins an answer that goes on until the connection is closed, plain or as gzip. Resolves then, with the bytes of it that
 * the system has taken.
 */
export function endless(
  response: ServerResponse,
  as: 'plain' | 'gzip',
  headers: Record<string, string>,
): Promise<number> {
  response.writeHead(200, { ...headers, ...(as === 'gzip' && { 'Content-Encoding': 'gzip' }) });
  let taken = 0;
  const piece = as === 'gzip' ? member : plain;
  const go = (): void => void response.write(piece, (error) => error ?? ((taken += piece.length), setImmediate(go)));
  go();
  return new Promise((resolve) => response.once('close', () => resolve(taken)));
}

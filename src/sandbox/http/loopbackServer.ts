import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A handler of one request; must not reject. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A writer of the response to a body that ended too soon. */
export type ShortBodyAnswer = (socket: Socket) => void;

// Every user of this machine reaches the port. Each connection is a file of the editor's process, which has some thousands;
// and whoever says nothing is waited for no longer than this.
const mostConnections = 256;
const headersTimeout = 60_000;

/** An HTTP server on 127.0.0.1 that can be stopped at once, whatever its connections are doing. */
export class LoopbackServer {
  readonly #running = new Set<Promise<void>>();

  private constructor(private readonly server: Server) {}

  /** Starts a server on `port`, where 0 takes a free one. Rejects when the port is taken. */
  static async listen(port: number, handler: Handler, onShortBody?: ShortBodyAnswer): Promise<LoopbackServer> {
    const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 0, headersTimeout });
    server.maxConnections = mostConnections;
    const loopback = new LoopbackServer(server);
    server.on('request', (request, response) => {
      const run = handler(request, response).finally(() => loopback.#running.delete(run));
      loopback.#running.add(run);
    });
    server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
      if (error.code === 'HPE_INVALID_EOF_STATE' && socket.writable && onShortBody) onShortBody(socket);
      socket.destroySoon();
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return loopback;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Closes every connection; resolves when every handler has ended and the port is free. */
  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await Promise.all([closed, ...this.#running]);
  }
}

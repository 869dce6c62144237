import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the first `times` requests of an action are answered after the service has carried them out. */
export interface Spoiling {
  readonly action: string;
  readonly times: number;
  readonly status?: number;
  readonly body: string;
}

/** Stands between a client and a sandbox's TEM, lets everything pass, and replaces some answers. */
export class AnswerSpoiler {
  private spoiling: Spoiling | undefined;
  private spoiled = 0;

  private constructor(private readonly server: Server) {}

  static async start(upstream: string): Promise<AnswerSpoiler> {
    const { hostname, port } = new URL(upstream);
    const server = createServer();
    const spoiler = new AnswerSpoiler(server);
    server.on('request', (incoming, outgoing) => {
      const { method, url: path, headers } = incoming;
      const passed = request({ hostname, port, method, path, headers }, (reply) => {
        const own = spoiler.take(String(headers['x-tc-action']));
        if (!own) return void reply.pipe(outgoing.writeHead(reply.statusCode ?? 200, reply.headers));
        reply.resume();
        reply.on('end', () => outgoing.writeHead(own.status ?? 200).end(own.body));
      });
      // What the sandbox breaks off is broken off here, too.
      passed.on('error', () => outgoing.destroy());
      outgoing.on('close', () => passed.destroy());
      incoming.pipe(passed);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return spoiler;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  spoil(spoiling: Spoiling): void {
    this.spoiling = spoiling;
    this.spoiled = 0;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private take(action: string): Spoiling | undefined {
    if (this.spoiling?.action !== action || this.spoiled >= this.spoiling.times) return undefined;
    this.spoiled++;
    return this.spoiling;
  }
}

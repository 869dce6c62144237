import type { IncomingMessage } from 'node:http';
import { Refusal } from '../refusal';
import type { Call } from './serve';

const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Keeps the names under which the sandbox may be addressed: those of loopback with the port it listens on, and `named`
 * ones with any. A bucket may stand before a name. Everything else is a web page whose name was pointed at this
 * machine.
 */
export class Hosts {
  constructor(private readonly named: readonly string[]) {}

  /** Returns the call as it is, or one that refuses because of the request's Host. */
  guard(request: IncomingMessage, call: Call): Call {
    const { host = '' } = request.headers;
    if (this.#has(host.toLowerCase(), request.socket.localPort)) return call;
    const [status, code] = call.service === 'tem' ? [200, 'UnauthorizedOperation'] : [403, 'AccessDenied'];
    const refusal = new Refusal(status, code, 'The sandbox does not answer to this Host.');
    return { ...call, answer: () => Promise.reject(refusal) };
  }

  #has(host: string, port: number | undefined): boolean {
    if (loopback.some((name) => host === `${name}:${port}`) || below(host, `localhost:${port}`)) return true;
    return this.named.some(
      (name) => host.replace(/:\d{1,5}$/, '') === name || below(host.replace(/:\d{1,5}$/, ''), name),
    );
  }
}

/** Tells whether `host` is `name` with one label before it, as a bucket is. */
function below(host: string, name: string): boolean {
  return host.endsWith(`.${name}`) && /^[a-z0-9-]{1,63}$/.test(host.slice(0, -name.length - 1));
}

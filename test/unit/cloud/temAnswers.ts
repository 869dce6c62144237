import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Connection } from '../../../src/core/model';

/** What TEM was asked. */
export interface AskedOfTem {
  readonly action: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Stands for TEM, and answers whatever the test says. */
export class TemAnswers {
  readonly asked: AskedOfTem[] = [];
  /** The `Response` to a request; a text is sent as it is. */
  answer: (asked: AskedOfTem) => object | string = () => ({});

  private constructor(private readonly server: Server) {}

  static async start(): Promise<TemAnswers> {
    const server = createServer();
    const answers = new TemAnswers(server);
    server.on('request', (incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const parameters = JSON.parse(String(Buffer.concat(chunks))) as AskedOfTem['parameters'];
        const asked = { action: String(incoming.headers['x-tc-action']), parameters };
        answers.asked.push(asked);
        const response = answers.answer(asked);
        const body = typeof response === 'string' ? response : JSON.stringify({ Response: response });
        outgoing.writeHead(200, { 'content-type': 'application/json' }).end(body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return answers;
  }

  /** A connection with a key of its own: the throttle goes by key. */
  connection(): Connection {
    const secretId = `AKIDanswers${Math.random()}`;
    const tem = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return { site: 'china', credential: { secretId, secretKey: 'aSecretKeyForTheTest' }, endpoints: { tem } };
  }

  result(value: unknown): void {
    this.answer = () => ({ Result: value, RequestId: 'r-1' });
  }

  /** Answers with these codes, one after the other, and then with `result`. */
  refuse(codes: readonly string[], result: unknown = ''): void {
    const left = [...codes];
    this.answer = () => {
      const code = left.shift();
      if (code === undefined) return { Result: result, RequestId: 'r-2' };
      return { Error: { Code: code, Message: `${code} it is` }, RequestId: 'r-1' };
    };
  }

  stop(): void {
    this.server.close();
  }
}

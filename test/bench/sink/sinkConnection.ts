import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Conditions } from './conditions';
import type { Intake, KnownSums } from './knownSums';
import { refused, type Answer, type Objects } from './objects';
import { Pace } from './pace';
import { readHead, type CopyOrder, type RequestHead } from './requestHead';

/** What all connections share. */
export interface Shared {
  readonly known: KnownSums;
  readonly objects: Objects;
  conditions: Conditions;
  line: Pace;
  /** Bytes of all bodies so far. */
  received: number;
}

/** One connection of the sink: takes bytes as they were read, answers each request once its last byte has passed. */
export class SinkConnection {
  private head = '';
  private request: RequestHead | undefined;
  private intake: Intake | undefined;
  private left = 0;
  private isNew = true;
  private own = new Pace(0);

  constructor(
    private readonly socket: Socket,
    private readonly shared: Shared,
  ) {}

  get isIdle(): boolean {
    return this.request === undefined;
  }

  /** Takes what was read; resolves, where it has to wait, when the next bytes may be read. */
  take(bytes: Buffer): Promise<void> | undefined {
    return this.request ? this.takeBody(bytes) : this.takeHead(bytes);
  }

  private takeHead(bytes: Buffer): Promise<void> | undefined {
    const before = Buffer.byteLength(this.head, 'latin1');
    this.head += bytes.toString('latin1');
    const end = this.head.indexOf('\r\n\r\n');
    if (end < 0) return undefined;
    const request = readHead(this.head.slice(0, end));
    this.head = '';
    this.request = request;
    this.left = request.bytes;
    this.intake = this.shared.known.open(nameOf(request), request.bytes);
    // The buffer is read into again while this waits.
    const rest = bytes.subarray(end + 4 - before);
    const { latency, connectionLatency } = this.shared.conditions;
    const ms = latency + (this.isNew ? connectionLatency : 0);
    this.isNew = false;
    if (ms > 0) return this.reach(ms, Buffer.from(rest));
    return this.startBody(rest);
  }

  private async reach(ms: number, rest: Buffer): Promise<void> {
    await wait(ms);
    await this.startBody(rest);
  }

  private startBody(rest: Buffer): Promise<void> | undefined {
    if (this.request?.expectsContinue) this.socket.write('HTTP/1.1 100 Continue\r\n\r\n');
    this.own = new Pace(this.shared.conditions.bandwidth);
    this.own.begin();
    this.shared.line.begin();
    return this.takeBody(rest);
  }

  private takeBody(bytes: Buffer): Promise<void> | undefined {
    this.intake?.update(bytes);
    this.left -= bytes.length;
    this.shared.received += bytes.length;
    const { bandwidth, sharedBandwidth } = this.shared.conditions;
    if (bandwidth > 0 || sharedBandwidth > 0) return this.passBody(bytes.length);
    if (this.left === 0) this.answer();
    return undefined;
  }

  private async passBody(bytes: number): Promise<void> {
    await this.shared.line.pass(bytes);
    await this.own.pass(bytes);
    if (this.left === 0) this.answer();
  }

  private answer(): void {
    const { request, intake } = this;
    if (!request || !intake) return;
    if (request.copy) void this.copy(request, request.copy);
    else this.write(request, this.shared.objects.answer(request, intake.sums()));
  }

  private async copy(request: RequestHead, order: CopyOrder): Promise<void> {
    const { copies } = this.shared.conditions;
    const answer = copies === 'refused' ? refused : this.shared.objects.copy(request, order);
    if (answer.status === 200 && typeof copies === 'number') await wait(((order.end - order.start) / copies) * 1000);
    this.write(request, answer);
  }

  private write(request: RequestHead, answer: Answer): void {
    this.request = undefined;
    this.socket.write(textOf(answer));
    if (request.closes) this.socket.end();
  }
}

function nameOf({ method, path, query }: RequestHead): string {
  return `${method} ${path} ${query.get('partNumber') ?? ''}`;
}

function textOf({ status, headers = {}, body = '' }: Answer): string {
  const all = { 'Content-Length': String(Buffer.byteLength(body)), 'x-cos-request-id': 'bench', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${status < 300 ? 'OK' : 'Refused'}\r\n${lines.join('')}\r\n${body}`;
}

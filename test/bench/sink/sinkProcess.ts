import { createServer, Socket, type AddressInfo } from 'node:net';
import type { Base } from '../contestants/contestant';
import { bare, type Conditions } from './conditions';
import { HeldObjects } from './heldObjects';
import { KnownSums } from './knownSums';
import { Objects } from './objects';
import { Pace } from './pace';
import { SinkConnection, type Shared } from './sinkConnection';

/** What the sink is told; it answers each word. */
export type SinkWord =
  | { readonly word: 'conditions'; readonly conditions: Conditions }
  | { readonly word: 'hold'; readonly object: Base }
  | { readonly word: 'usage' };

/** `cpuMs`, `misses` (bodies that were hashed) and `received` bytes since the process began, `port` where it listens. */
export interface SinkAnswer {
  readonly port: number;
  readonly cpuMs: number;
  readonly misses: number;
  readonly received: number;
}

const known = new KnownSums();
const held = new HeldObjects(known);
const objects = new Objects(known, held);
const shared: Shared = { known, objects, conditions: bare, line: new Pace(0), received: 0 };
const connections = new Map<Socket, SinkConnection>();
// One for all: what was read is done with before anything else is read.
const buffer = Buffer.allocUnsafeSlow(256 * 1024);

const server = createServer({ pauseOnConnect: true, noDelay: true }, (paused) => {
  // A server's sockets cannot be told to read into a buffer that is used again; one of our own around the handle can.
  const { _handle: handle } = paused as unknown as { _handle: unknown };
  const callback = (count: number): boolean => {
    const waiting = connections.get(socket)?.take(buffer.subarray(0, count));
    if (!waiting) return true;
    void waiting.then(() => socket.resume());
    return false;
  };
  const socket = new Socket({ handle, onread: { buffer, callback } } as ConstructorParameters<typeof Socket>[0]);
  connections.set(socket, new SinkConnection(socket, shared));
  socket.on('error', () => socket.destroy());
  socket.on('close', () => connections.delete(socket));
  socket.resume();
});

/** So that each run makes its own connections, as uploads do that are minutes apart. */
function closeIdle(): void {
  for (const [socket, connection] of connections) if (connection.isIdle) socket.destroy();
}

process.on('message', (said: SinkWord) => {
  closeIdle();
  if (said.word === 'conditions') {
    shared.conditions = said.conditions;
    shared.line = new Pace(said.conditions.sharedBandwidth);
  }
  if (said.word === 'hold') held.add(said.object);
  answer();
});
process.on('disconnect', () => process.exit());

function answer(): void {
  const { user, system } = process.cpuUsage();
  const { port } = server.address() as AddressInfo;
  const { received } = shared;
  const said: SinkAnswer = { port, cpuMs: (user + system) / 1000, misses: known.misses, received };
  process.send?.(said);
}

server.listen(0, '127.0.0.1', answer);

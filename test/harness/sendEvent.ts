import { connect, type Socket } from 'node:net';
import { reportPortVariable, type TestEvent } from './testEvent';

let socket: Socket | undefined;

/** Sends one event; does nothing where nobody counts, as in a run of one file by hand. */
export function sendEvent(event: TestEvent): void {
  const port = Number(process.env[reportPortVariable]);
  if (!port) return;
  socket ??= connect(port, '127.0.0.1').on('error', () => undefined);
  socket.write(`${JSON.stringify(event)}\n`);
}

/** Sends the last event and resolves when it is out. */
export function sendLastEvent(event: TestEvent & { readonly type: 'ended' }): Promise<void> {
  sendEvent(event);
  return new Promise((resolve) => {
    if (!socket || socket.destroyed) return resolve();
    socket.once('close', () => resolve());
    socket.end();
  });
}

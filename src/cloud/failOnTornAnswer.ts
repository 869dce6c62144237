import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';

type Fail = (error: Error) => void;

const watched = new AsyncLocalStorage<Fail>();
let isSubscribed = false;

/**
 * Settles as `work` does, and rejects at once when the answer to an HTTP request that it makes ends before all of it has
 * come. The official SDK's `node-fetch` passes bodies through a pipe, which tells nobody of a lost connection where the
 * answer has a Content-Length: it waits for the rest until its time-out.
 */
export function failOnTornAnswer<T>(work: () => Promise<T>): Promise<T> {
  if (!isSubscribed) subscribe('http.client.request.start', onRequest);
  isSubscribed = true;
  return new Promise((resolve, reject) => {
    watched.run(reject, work).then(resolve, reject);
  });
}

function onRequest(message: unknown): void {
  const fail = watched.getStore();
  if (!fail) return;
  const { request } = message as { readonly request: ClientRequest };
  request.once('response', (answer: IncomingMessage) => {
    answer.once('close', () => {
      if (!answer.complete) fail(new Error('premature close of the answer'));
    });
  });
}

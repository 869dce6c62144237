import { cancelledError } from '../core/errors';
import { raceAbort } from '../core/raceAbort';

interface Answer {
  readonly stop: AbortController;
  readonly promise: Promise<unknown>;
  waiting: number;
}

/** What the cloud has answered: asked for once however many want it, and kept until it is forgotten. No failure is kept. */
export class RequestCache {
  private readonly answers = new Map<string, Answer>();

  /** Ends as `cancelled` when `signal` aborts; the question itself goes on as long as somebody waits for it. */
  async get<T>(key: string, ask: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    if (signal.aborted) throw cancelledError();
    const answer = this.answers.get(key) ?? this.ask(key, ask);
    answer.waiting += 1;
    try {
      return (await raceAbort(signal, answer.promise)) as T;
    } finally {
      answer.waiting -= 1;
      if (answer.waiting === 0 && signal.aborted) this.drop(key, answer);
    }
  }

  /** Those whose keys begin with `start`; who waits for one still gets it. */
  invalidate(start: string): void {
    for (const key of this.answers.keys()) if (key.startsWith(start)) this.answers.delete(key);
  }

  private ask(key: string, ask: (signal: AbortSignal) => Promise<unknown>): Answer {
    const stop = new AbortController();
    const answer: Answer = { stop, promise: ask(stop.signal), waiting: 0 };
    this.answers.set(key, answer);
    answer.promise.catch(() => this.drop(key, answer));
    return answer;
  }

  private drop(key: string, answer: Answer): void {
    // Nothing happens to an answer that is there.
    answer.stop.abort();
    if (this.answers.get(key) === answer) this.answers.delete(key);
  }
}

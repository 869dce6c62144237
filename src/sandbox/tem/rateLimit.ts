import { Refusal } from '../refusal';

const SECOND = 1000;

/** Lets a limited number of requests of one kind pass in any second. */
export class RateLimit {
  readonly #passed = new Map<string, number[]>();

  /**
   * Lets one request pass, or throws `RequestLimitExceeded`. `now` in ms; `limit` 0 lets all pass. Refused requests do
   * not count.
   */
  pass(kind: string, limit: number, now: number): void {
    if (limit <= 0) return;
    const recent = (this.#passed.get(kind) ?? []).filter((time) => time > now - SECOND && time <= now);
    if (recent.length >= limit) {
      throw new Refusal(
        200,
        'RequestLimitExceeded',
        `Your current request times equals to \`${recent.length + 1}\` in a second, which exceeds the frequency limit \`${limit}\` for a second. Please reduce the frequency of calls.`,
      );
    }
    this.#passed.set(kind, [...recent, now]);
  }
}

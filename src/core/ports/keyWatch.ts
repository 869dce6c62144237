/** Hears how the questions to an account end, so that a refusal of its key is noticed wherever it comes up. */
export interface KeyWatch {
  /** `job`, which asks for the account, as it ends. */
  hear<T>(accountId: string, signal: AbortSignal, job: Promise<T>): Promise<T>;
}

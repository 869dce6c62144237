/** Records what the product does, in English: never a secret, a signed URL or a header. */
export interface Log {
  /** One request, or one retry with its reason. */
  debug(line: string): void;
  /** One upload, download or other session. */
  info(line: string): void;
}

/** Records nothing. */
export const noLog: Log = { debug: () => undefined, info: () => undefined };

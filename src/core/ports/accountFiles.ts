/** Texts without secrets, one an account, which all windows of this home share. Methods reject with the system's error. */
export interface AccountFiles {
  /** Reads all texts, by the id of the account; `undefined` for one that cannot be read now. */
  read(): Promise<ReadonlyMap<string, string | undefined>>;
  /** Creates a text; `false` where there is one: of several windows one succeeds. */
  create(id: string, text: string): Promise<boolean>;
  /** Replaces, or creates, a text as a whole. */
  replace(id: string, text: string): Promise<void>;
  /** Removes a text; resolves also where there is none. */
  remove(id: string): Promise<void>;
  /** Calls `onChange` soon after any window has changed something, until the returned function is called. */
  watch(onChange: () => void): () => void;
}

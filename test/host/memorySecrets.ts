import * as vscode from 'vscode';

/** A secret storage as VS Code describes it, shared by as many "windows" as hold it; only an extension gets a real one. */
export class MemorySecrets implements vscode.SecretStorage {
  private readonly values = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  readonly onDidChange = this.changed.event;
  /** Set: it behaves as on a machine without a keyring. */
  refusal: Error | undefined;
  /** Set: it cannot be read, as while a keyring is locked. */
  unreadable: Error | undefined;
  /** It tells nobody of a change, as some storages do. */
  isSilent = false;
  /** What a read waits for after it has been made: its answer may be late. */
  late: Promise<void> = Promise.resolve();

  keys(): Promise<string[]> {
    return Promise.resolve([...this.values.keys()]);
  }

  async get(key: string): Promise<string | undefined> {
    if (this.unreadable) throw this.unreadable;
    const value = this.values.get(key);
    await this.late;
    return value;
  }

  store(key: string, value: string): Promise<void> {
    if (this.refusal) return Promise.reject(this.refusal);
    this.values.set(key, value);
    this.tell(key);
    return Promise.resolve();
  }

  delete(key: string): Promise<void> {
    this.values.delete(key);
    this.tell(key);
    return Promise.resolve();
  }

  private tell(key: string): void {
    if (!this.isSilent) this.changed.fire({ key });
  }
}

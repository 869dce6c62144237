import type * as vscode from 'vscode';

/** An extension's state that ends with the test. */
export class MemoryState implements vscode.Memento {
  private readonly values = new Map<string, unknown>();

  keys(): readonly string[] {
    return [...this.values.keys()];
  }

  get<T>(key: string, fallback?: T): T {
    // What VS Code gives back has been through JSON.
    const value = this.values.get(key);
    return (value === undefined ? fallback : JSON.parse(JSON.stringify(value))) as T;
  }

  update(key: string, value: unknown): Promise<void> {
    this.values.set(key, value);
    return Promise.resolve();
  }
}

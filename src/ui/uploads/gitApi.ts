import * as vscode from 'vscode';

/** The part of version 1 of the API of VS Code's own git extension that is used here. */
export interface GitApi {
  readonly state: 'uninitialized' | 'initialized';
  getRepository(uri: vscode.Uri): GitRepository | null;
}

/** A repository that is open in this window. */
export interface GitRepository {
  readonly state: {
    readonly HEAD: { readonly name?: string; readonly commit?: string } | undefined;
    readonly mergeChanges: readonly unknown[];
    readonly indexChanges: readonly unknown[];
    readonly workingTreeChanges: readonly unknown[];
    /** Since VS Code 1.88; part of `workingTreeChanges` unless a setting separates them. */
    readonly untrackedChanges?: readonly unknown[];
  };
  getConfig(key: string): Promise<string>;
}

interface GitExports {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

/** Gets the API, where the extension is there and not switched off. May throw what the extension throws. */
export async function gitApi(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<GitExports>('vscode.git');
  const git = await extension?.activate();
  return git?.enabled ? git.getAPI(1) : undefined;
}

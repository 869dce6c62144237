import * as vscode from 'vscode';

/** The part of version 1 of the API of VS Code's own git extension that is used here. */
export interface GitApi {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<GitApi['state']>;
  readonly repositories: readonly GitRepository[];
  getRepository(uri: vscode.Uri): GitRepository | null;
  /** Gives the address of a file as it was in a commit. */
  toGitUri(uri: vscode.Uri, ref: string): vscode.Uri;
}

/** A repository that is open in this window. */
export interface GitRepository {
  readonly state: {
    readonly HEAD: { readonly name?: string; readonly commit?: string } | undefined;
    readonly mergeChanges: readonly unknown[];
    readonly indexChanges: readonly unknown[];
    readonly workingTreeChanges: readonly GitChange[];
    /** Since VS Code 1.88; part of `workingTreeChanges` unless a setting separates them. */
    readonly untrackedChanges?: readonly GitChange[];
  };
  getConfig(key: string): Promise<string>;
  /** Rejects where the repository has no such commit. */
  getCommit(ref: string): Promise<unknown>;
  /** Lists what differs between a commit and the work tree, without files that git does not track. */
  diffWith(ref: string): Promise<readonly GitChange[]>;
}

/** A file that is another one now; `status` is one of `gitStatus`, or another number. */
export interface GitChange {
  readonly uri: vscode.Uri;
  readonly originalUri: vscode.Uri;
  readonly renameUri: vscode.Uri | undefined;
  readonly status: number;
}

/** The numbers of the API for changes of which only one side exists. */
export const gitStatus = { added: 1, deletedInIndex: 2, deleted: 6, untracked: 7 } as const;

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

/** Resolves when the repositories of this window have been looked for, at the latest after `maxMs`. */
export async function repositoriesFound(git: GitApi, maxMs: number): Promise<void> {
  if (git.state === 'initialized') return;
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      listening.dispose();
      resolve();
    };
    const timer = setTimeout(done, maxMs);
    const listening = git.onDidChangeState((state) => state === 'initialized' && done());
  });
}

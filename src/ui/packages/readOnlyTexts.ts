import * as vscode from 'vscode';

const scheme = 'tem-package';

/** Texts that are shown in an editor and belong to no file: nobody can change or save them. */
export class ReadOnlyTexts implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registered: readonly vscode.Disposable[];

  readonly onDidChange = this.changed.event;

  constructor() {
    this.registered = [
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => void this.texts.delete(uri.toString())),
    ];
  }

  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.texts.get(uri.toString());
  }

  /** Opens `text` under `title`; the same title again shows the new text in its place. */
  async show(title: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme, path: `/${title}` });
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    // The third line is empty: a word under the cursor would be marked wherever it stands.
    const selection = new vscode.Range(2, 0, 2, 0);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true, selection });
  }

  dispose(): void {
    this.registered.forEach((one) => void one.dispose());
    this.changed.dispose();
  }
}

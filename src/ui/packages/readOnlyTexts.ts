import * as vscode from 'vscode';
import { visible } from '../../core/visible';

const scheme = 'tem-package';
const maxLines = 10_000;
const maxLineLength = 2000;

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

  /** Opens `lines` under `title`; the same title again shows the new ones in their place. */
  async show(title: string, lines: readonly string[]): Promise<void> {
    const uri = vscode.Uri.from({ scheme, path: `/${fileName(title)}` });
    this.texts.set(uri.toString(), documentOf(lines));
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

/** Joins lines into a text. Line ends that others wrote are made visible, and very long texts are cut. */
export function documentOf(lines: readonly string[]): string {
  return lines
    .slice(0, maxLines)
    .map((line) => visible(line, maxLineLength))
    .join('\n');
}

// The tab shows what stands behind the last slash.
function fileName(title: string): string {
  return visible(title).replaceAll(/[/\\]/g, '∕');
}

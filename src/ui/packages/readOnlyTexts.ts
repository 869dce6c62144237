import * as vscode from 'vscode';
import { visible } from '../../core/visible';

const scheme = 'tem-package';
const maxLines = 10_000;
const maxLineLength = 2000;

/** Subject of a text. Texts of one title and different keys are shown beside each other, told apart by `below`. */
export interface TextSubject {
  readonly title: string;
  readonly below: string;
  readonly key: string;
}

/** Texts that are shown in an editor and belong to no file: nobody can change or save them. */
export class ReadOnlyTexts implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly numbers = new Map<string, number>();
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

  /** Opens `lines` under a title; the same title and key again show the new ones in their place. */
  async show(subject: TextSubject, lines: readonly string[]): Promise<void> {
    const uri = this.uriOf(subject);
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

  /** The key may be the path of a file, or have the id of an account: it stays out of the address. */
  private uriOf({ title, below, key }: TextSubject): vscode.Uri {
    const number = this.numbers.get(key) ?? this.numbers.size + 1;
    this.numbers.set(key, number);
    const names = [below, title].map(fileName).filter((name) => name.replaceAll('.', '') !== '');
    return vscode.Uri.from({ scheme, path: `/${names.join('/')}`, query: String(number) });
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

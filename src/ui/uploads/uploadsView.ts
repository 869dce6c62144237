import * as vscode from 'vscode';
import { focusView, setContextKey } from '../vscode/contributions';
import { hasEnded, type Upload } from './upload';
import { withTooltip } from '../vscode/treeRow';
import { uploadItem } from './uploadItem';
import type { Uploads } from './uploads';
import type { NodeRemedy, NodeView } from '../vscode/nodeView';
import { ViewUse } from '../vscode/viewUse';

// More often than this nobody can read it.
const minMs = 250;

/** The list of this window's uploads, newest first. It only reads. */
export class UploadsView implements vscode.TreeDataProvider<Upload>, NodeView<Upload>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Upload[] | undefined>();
  /** Looks that VS Code was given last, by the id of the upload. */
  private readonly drawn = new Map<string, string>();
  /** Uploads that may look different now; `undefined` stands for the list itself. */
  private readonly due = new Set<Upload | undefined>();
  private firedAt = -Infinity;
  private timer: NodeJS.Timeout | undefined;
  private readonly use: ViewUse;
  private readonly listening: readonly vscode.Disposable[];

  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly uploads: Pick<Uploads, 'all' | 'onDidChange' | 'onDidChangeList'>,
    private readonly view: vscode.TreeView<Upload>,
  ) {
    this.use = new ViewUse(view);
    this.listening = [
      this.use,
      uploads.onDidChange((changed) => this.mark(...changed)),
      uploads.onDidChangeList(() => this.mark(undefined)),
    ];
  }

  /** Count of those that wait or run, as the icon of the side bar shows it. */
  get badge(): vscode.ViewBadge | undefined {
    return this.view.badge;
  }

  /** Finds the upload that `passed` is, where it is listed; `undefined` for anything else. */
  find(passed: unknown): Upload | undefined {
    return this.uploads.all.find((upload) => upload === passed);
  }

  lastUsed(): number {
    return this.use.last;
  }

  /** Lists the uploads selected, where a person sees them. */
  selected(): readonly Upload[] {
    return this.view.visible ? this.view.selection.filter((upload) => this.find(upload)) : [];
  }

  listed(): readonly Upload[] {
    return this.uploads.all;
  }

  itemOf(upload: Upload): vscode.TreeItem {
    return uploadItem(upload);
  }

  keyOf({ id }: Upload): string {
    return id;
  }

  /** Gives nothing: the description names the application. */
  pathOf(): readonly string[] {
    return [];
  }

  title(): string {
    return vscode.l10n.t('Uploads');
  }

  remedies(): readonly NodeRemedy[] {
    return [{ title: vscode.l10n.t('Show Uploads'), run: () => focusView('tem.uploads') }];
  }

  getTreeItem(upload: Upload): vscode.TreeItem {
    const item = this.itemOf(upload);
    this.drawn.set(upload.id, looks(item));
    return item;
  }

  resolveTreeItem(_: vscode.TreeItem, upload: Upload, token: vscode.CancellationToken): vscode.TreeItem {
    return withTooltip(this.itemOf(upload), token);
  }

  getChildren(upload?: Upload): Upload[] {
    return upload ? [] : [...this.uploads.all];
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listening.forEach((one) => void one.dispose());
    this.changed.dispose();
  }

  private mark(...due: readonly (Upload | undefined)[]): void {
    due.forEach((one) => this.due.add(one));
    this.timer ??= setTimeout(() => this.show(), Math.max(0, this.firedAt + minMs - performance.now()));
  }

  private show(): void {
    this.timer = undefined;
    this.firedAt = performance.now();
    const due = [...this.due];
    this.due.clear();
    this.showCounts();
    if (due.includes(undefined)) {
      this.drawn.clear();
      return this.changed.fire(undefined);
    }
    const others = due.filter((one) => one !== undefined).filter((one) => this.isOutdated(one));
    if (others.length > 0) this.changed.fire(others);
  }

  /** Tells whether an upload looks other than drawn. One that was never drawn will be drawn as it is then. */
  private isOutdated(upload: Upload): boolean {
    const drawn = this.drawn.get(upload.id);
    return drawn !== undefined && drawn !== looks(uploadItem(upload));
  }

  private showCounts(): void {
    const count = this.uploads.all.filter(({ state }) => !hasEnded(state)).length;
    if (count !== (this.view.badge?.value ?? 0)) {
      const tooltip = vscode.l10n.t('Uploads running or waiting: {0}', count);
      this.view.badge = count > 0 ? { value: count, tooltip } : undefined;
    }
    const hasFinished = this.uploads.all.some(({ state }) => state.kind === 'finished');
    void setContextKey('tem.hasFinishedUploads', hasFinished);
  }
}

/** Makes a text that two items share where they look the same. */
function looks({ description, contextValue, accessibilityInformation }: vscode.TreeItem): string {
  return JSON.stringify([description, contextValue, accessibilityInformation?.label]);
}

import * as vscode from 'vscode';
import { visible } from '../../core/visible';
import { literally } from '../messages/literally';

/** A row of a tree. Its texts may be written by others: they are shown, each on its line, and nothing else happens. */
export interface TreeRow {
  readonly label: string;
  /** Texts behind the label; empty ones are left out. */
  readonly description?: readonly string[];
  /** Gives a line each, the first of them a heading; asked for when somebody points at the row. The label where absent. */
  readonly tooltip?: () => readonly string[];
  /** Sentence for a screen reader. */
  readonly spoken: string;
  readonly role?: string;
  readonly icon: vscode.ThemeIcon;
  readonly contextValue: string;
  readonly state?: vscode.TreeItemCollapsibleState;
  readonly command?: vscode.Command | undefined;
}

const maxLineLength = 1000;
const maxLines = 50;
const tooltips = new WeakMap<vscode.TreeItem, () => readonly string[]>();

/** Makes the row: the one place that does (a lint rule sees to it). */
export function treeRow(row: TreeRow): vscode.TreeItem {
  const item = new vscode.TreeItem(visible(row.label), row.state ?? vscode.TreeItemCollapsibleState.None);
  item.iconPath = row.icon;
  item.contextValue = row.contextValue;
  item.accessibilityInformation = {
    label: visible(row.spoken, maxLineLength),
    ...(row.role !== undefined && { role: row.role }),
  };
  if (row.description) item.description = oneLine(row.description);
  if (row.command) item.command = row.command;
  tooltips.set(item, row.tooltip ?? (() => [row.label]));
  return item;
}

/** Lists the lines of a row's tooltip as they are shown; none for an item that is no row. */
export function tooltipLines(item: vscode.TreeItem): readonly string[] {
  const texts = tooltips.get(item)?.() ?? [];
  const shown = texts.slice(0, maxLines).map((line) => visible(line, maxLineLength));
  return [...shown, ...(texts.length > maxLines ? ['…'] : [])];
}

/** Adds the tooltip to a row: Markdown in which the row's texts are read word for word, without links, images and HTML. */
export function withTooltip(
  item: vscode.TreeItem,
  { isCancellationRequested }: vscode.CancellationToken,
): vscode.TreeItem {
  if (isCancellationRequested) return item;
  const [heading = '', ...lines] = tooltipLines(item).map((line) => literally(line.trim()));
  const first = heading && `**${heading}**`;
  item.tooltip = new vscode.MarkdownString([first, lines.join('  \n')].filter(Boolean).join('\n\n'));
  return item;
}

/** Gives the label of an item as text. */
export function labelOf({ label = '' }: vscode.TreeItem): string {
  return typeof label === 'string' ? label : label.label;
}

function oneLine(parts: readonly string[]): string {
  const shown = parts.filter(Boolean).map((part) => visible(part));
  return visible(shown.join(' · '), maxLineLength);
}

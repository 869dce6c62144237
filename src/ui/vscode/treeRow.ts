import * as vscode from 'vscode';
import { visible } from '../../core/visible';

/** A row of a tree. Its texts may be written by others: they are shown, each on its line, and nothing else happens. */
export interface TreeRow {
  readonly label: string;
  /** Texts behind the label; empty ones are left out. */
  readonly description?: readonly string[];
  /** A line each. */
  readonly tooltip?: readonly string[];
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
  if (row.tooltip) item.tooltip = lines(row.tooltip);
  if (row.command) item.command = row.command;
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

function lines(texts: readonly string[]): string {
  const shown = texts.slice(0, maxLines).map((line) => visible(line, maxLineLength));
  return [...shown, ...(texts.length > maxLines ? ['…'] : [])].join('\n');
}

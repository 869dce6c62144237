import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { tooltipLines, withTooltip } from '../../src/ui/vscode/treeRow';
import { unsafeIn, type Shown } from '../fixtures/unsafeIn';

/** Counts every text that a person would be shown, and refuses those that do more than be read. */
export class ShownTexts {
  count = 0;

  /** `where` names the text and its place for who reads a failure. */
  see(text: string, shown: Shown, where: string): void {
    const flaw = unsafeIn(text, shown);
    assert.equal(flaw, undefined, `${where}: ${flaw ?? ''} in ${JSON.stringify(text.slice(0, 200))}`);
    this.count++;
  }

  /** `maxLines` is how many lines the tooltip has where everybody is honest. */
  seeRow(item: vscode.TreeItem, where: string, maxLines = 100): void {
    const { label, description, accessibilityInformation } = item;
    this.see(label as string, 'line', `${where}, label`);
    if (typeof description === 'string') this.see(description, 'line', `${where}, description`);
    this.see(accessibilityInformation?.label ?? '', 'line', `${where}, spoken`);
    const lines = tooltipLines(item);
    assert.ok(lines.length <= maxLines, `${where}: ${lines.length} lines in place of ${maxLines}`);
    for (const line of lines) this.see(line, 'line', `${where}, tooltip`);
    this.seeMarkdown(item, where);
  }

  /** The tooltip as VS Code gets it: each sign that means something in Markdown is escaped, but for those of ours. */
  private seeMarkdown(item: vscode.TreeItem, where: string): void {
    const { tooltip } = withTooltip(item, new vscode.CancellationTokenSource().token);
    assert.ok(tooltip instanceof vscode.MarkdownString, `${where}: no Markdown`);
    assert.ok(!tooltip.isTrusted && !tooltip.supportHtml && !tooltip.supportThemeIcons, where);
    const others = tooltip.value.replace(/^\*\*((?:\\.|[^*\\])+)\*\*/, '$1').replaceAll(/\\[!-/:-@[-`{-~]/g, '');
    assert.doesNotMatch(others, /[!-/:-@[-`{-~]/, `${where}: ${tooltip.value}`);
    this.count++;
  }

  seePick({ label, description, detail }: vscode.QuickPickItem, where: string): void {
    // An icon of ours stands before the label.
    this.see(label.replace(/^\$\([a-z-]+\) /, ''), 'message', `${where}, label`);
    this.see(description ?? '', 'message', `${where}, description`);
    this.see(detail ?? '', 'message', `${where}, detail`);
  }
}

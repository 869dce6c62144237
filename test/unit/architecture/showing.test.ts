import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Linter } from 'eslint';
import { root } from './sources';

interface Block {
  readonly files?: readonly string[];
  readonly ignores?: readonly string[];
  readonly rules?: Readonly<Record<string, unknown>>;
}

describe('what shows something', () => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- TypeScript has no other way to an ES module here
  const { default: blocks } = require(join(root, 'eslint.config.mjs')) as { readonly default: readonly Block[] };
  const block = blocks.find(({ rules }) => rules && 'no-restricted-syntax' in rules);
  const complaints = (code: string) =>
    new Linter().verify(code, [
      { rules: { 'no-restricted-syntax': block?.rules?.['no-restricted-syntax'] } } as Linter.Config,
    ]);

  it('is in the files that are named for it, and the rule holds for all others', () => {
    assert.deepEqual(block?.files, ['src/**/*.ts']);
    for (const file of block?.ignores ?? []) assert.ok(existsSync(join(root, file)), file);
    assert.ok((block?.ignores?.length ?? 99) < 12);
  });

  for (const code of [
    ...['Information', 'Warning', 'Error'].map((kind) => `vscode.window.show${kind}Message(name)`),
    'vscode.window.withProgress({ title: name }, job)',
    'vscode.window.setStatusBarMessage(name)',
    'vscode.window.createQuickPick()',
    'vscode.window.showQuickPick(rows)',
    'vscode.window.createInputBox()',
    'vscode.window.showInputBox({ prompt: name })',
    'vscode.window.showOpenDialog({ title: name })',
    'vscode.window.showSaveDialog({ title: name })',
    'vscode.window.createStatusBarItem()',
    "vscode.window.createOutputChannel('x')",
    'const show = vscode.window.showErrorMessage; show(name)',
    'const { window } = vscode',
    "import { window } from 'vscode'",
    'vscode.env.clipboard.writeText(name)',
    'new vscode.TreeItem(name)',
    'new vscode.MarkdownString(name)',
    'item.tooltip = name',
    'pick.title = name',
    'box.validationMessage = name',
  ]) {
    it(`is refused elsewhere: ${code}`, () => assert.equal(complaints(code).length, 1));
  }

  it('does not refuse the rest', () => {
    const code =
      "import * as vscode from 'vscode'; vscode.window.showTextDocument(a); showError(name); item.id = name;";
    assert.deepEqual(complaints(code), []);
  });
});

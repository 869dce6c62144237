import assert from 'node:assert/strict';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

describe('an error inside the extension', () => {
  let editor: EditorOnSandbox;
  before(async () => {
    editor = await openOnSandbox({ probe: require.resolve('../harness/mistakeProbe') });
    await typeKey(editor.workbench, editor.sandbox.credential, 'Shop');
    await editor.workbench.notifications.waitFor('Signed in as Shop');
  });
  after(() => editor?.stop());

  it('can be reported: a person reads and changes what would be said, and nothing secret is in it', async () => {
    const { workbench, sandbox } = editor;
    await workbench.openExplorer();
    await (await workbench.explorer.openContextMenu('orders/target/orders-1.4.2.jar')).choose('Upload Package to TEM…');
    await workbench.quickInput.choose('orders');
    await workbench.notifications.click(/an internal error occurred in TEM Toolkit/, 'Report Issue…');
    const begin = await workbench.editorText('# TEM Toolkit: TypeError');
    // The editor draws what fits in it.
    await workbench.page.locator('.part.editor .view-line').first().click();
    await workbench.page.keyboard.press('ControlOrMeta+End');
    await workbench.page
      .locator('.part.editor .view-line')
      .filter({ hasText: /^.{0,30}\[error\]/ })
      .waitFor();
    const text = begin + (await workbench.editorText('# TEM Toolkit: TypeError'));
    assert.match(text, /# TEM Toolkit: TypeError: no id for/);
    assert.match(text, /\[error\] TypeError: no id/);
    assert.match(text, /\[debug\] TEM DescribeApplications /);
    assert.match(text, /- TEM Toolkit \d+\.\d+\.\d+/);
    for (const secret of ['s3cr3t', 'AKIDexample', sandbox.credential.secretKey, sandbox.credential.secretId]) {
      assert.ok(!text.includes(secret), 'a secret is in the report');
    }
    await workbench.notifications.click(/Nothing has been sent yet/, 'Open in Browser');
    assert.match(await workbench.modal.text(), /https:\/\/github\.com\/tem-toolkit\/tem-toolkit\/issues\/new\?title=/);
    await workbench.modal.answer('Cancel');
  });

  it('can be reported from the palette as well, by keyboard alone', async () => {
    const { workbench } = editor;
    await workbench.run('TEM: Report Issue…');
    // The report before has the same beginning.
    const heading = workbench.page.locator('.part.editor .view-line').filter({ hasText: /^#\sTEM\sToolkit:\s*$/ });
    await heading.waitFor();
    assert.match(await workbench.editorText('# TEM Toolkit:'), /## What I did, and what happened/);
  });
});

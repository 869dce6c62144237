import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { plainText } from '../../src/ui/messages/plainText';
import { outside } from '../../src/ui/uploads/leavesWorkspace';

describe('a question about files outside the workspace', () => {
  const shop = () => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const leadingTo = (real: string) => (path: string) => Promise.resolve(path === shop() ? path : real);
  const deep = (name: string) => join(shop(), ...Array.from({ length: 80 }, () => 'x'.repeat(40)), name);

  it('says where a link leads, however long its own path was made', async () => {
    const [line = ''] = await outside(leadingTo('/elsewhere/ann/.ssh/secret.jar'), [deep('linked.jar')], 'chosen');
    const shown = plainText(line);
    assert.ok(shown.endsWith('linked.jar leads to /elsewhere/ann/.ssh/secret.jar'), shown);
    assert.ok(shown.startsWith(shop()), shown);
  });

  it('shows both ends of a long place that it leads to', async () => {
    const real = `/elsewhere/ann/${'y/'.repeat(2000)}secret.jar`;
    const [line = ''] = await outside(leadingTo(real), [deep('linked.jar')], 'passed');
    const shown = plainText(line);
    assert.match(shown, / leads to \/elsewhere\/ann\/y\//);
    assert.match(shown, /\/secret\.jar$/);
  });

  it('is none about a file within, and one line about a file that nobody chose', async () => {
    const same = (path: string) => Promise.resolve(path);
    assert.deepEqual(await outside(same, [join(shop(), 'a.jar'), '/elsewhere/a.jar'], 'chosen'), []);
    assert.deepEqual(await outside(same, [join(shop(), 'a.jar'), '/elsewhere/a.jar'], 'passed'), ['/elsewhere/a.jar']);
  });
});

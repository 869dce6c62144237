import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { samplePackages } from '../fixtures/makeSampleWorkspace';

describe('the sample workspace', () => {
  it('is open, and file search finds its built packages in any letter case', async () => {
    const found = await vscode.workspace.findFiles('**/*.{jar,JAR,war,WAR}', null);
    assert.deepEqual(
      found.map((uri) => vscode.workspace.asRelativePath(uri)).sort(),
      Object.values(samplePackages)
        .map((file) => file.replaceAll('\\', '/'))
        .sort(),
    );
  });
});

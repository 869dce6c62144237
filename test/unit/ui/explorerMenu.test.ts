import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../../harness/cacheDir';

interface Manifest {
  readonly contributes: {
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when: string }[]>>;
  };
}

describe('the entries in the menu of the explorer', () => {
  const { contributes } = JSON.parse(readFileSync(join(repoRoot, 'package.json'), 'utf8')) as Manifest;
  const entries = contributes.menus['explorer/context'] ?? [];
  const when = entries[0]?.when ?? '';

  /** The pattern that `key` must match for the entries to be there. */
  function patternOf(key: string): RegExp {
    const [, source, flags] = new RegExp(`(?:^| && )${key} =~ /(.+?)/(i?)(?: && |$)`).exec(when) ?? [];
    assert.ok(source, `"${when}" does not go by ${key}`);
    return new RegExp(source, flags);
  }

  it('are the upload, the upload that deploys, the check, the facts and the comparison, on the same files', () => {
    assert.deepEqual(
      entries.map(({ command }) => command),
      [
        'tem.uploadPackageFromExplorer',
        'tem.uploadAndDeployFromExplorer',
        'tem.checkPackage',
        'tem.showPackageFacts',
        'tem.comparePackages',
      ],
    );
    assert.deepEqual([...new Set(entries.map((entry) => entry.when))], [when]);
  });

  it('are there on the schemes of a disk, here or where VS Code runs, and not on what is virtual or untitled', () => {
    const schemes = ['file', 'vscode-remote', 'untitled', 'vscode-vfs', 'git', 'memfs', 'file-search'];
    assert.deepEqual(
      schemes.filter((scheme) => patternOf('resourceScheme').test(scheme)),
      ['file', 'vscode-remote'],
    );
  });

  it('are there on .jar and .war in any letter case, and on no folder of that name', () => {
    const endings = ['.jar', '.JAR', '.war', '.War', '.txt', '.jars', ''];
    assert.deepEqual(
      endings.filter((ending) => patternOf('resourceExtname').test(ending)),
      ['.jar', '.JAR', '.war', '.War'],
    );
    assert.match(when, / && !explorerResourceIsFolder$/);
  });
});

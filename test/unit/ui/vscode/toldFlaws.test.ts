import assert from 'node:assert/strict';
import { ToldFlaws } from '../../../../src/ui/vscode/toldFlaws';

describe('the flaws of a setting that a person is told of', () => {
  let told: ToldFlaws;
  beforeEach(() => (told = new ToldFlaws()));
  const isNew = (folder: string, flawed: string) => told.isNew('tem.versionName', folder, flawed);

  it('are told once, until the value is another one', () => {
    assert.deepEqual(
      ['5', '5', '6', '', '6'].map((flawed) => isNew('', flawed)),
      [true, false, true, false, true],
    );
  });

  it('are told once where folders with and without them are read by turns', () => {
    const turns = ['shop', 'bank', 'shop', 'bank'].map((folder) => isNew(folder, folder === 'shop' ? '5' : ''));
    assert.deepEqual(turns, [true, false, false, false]);
  });

  it('are told once for all folders that have them by one setting', () => {
    assert.deepEqual(
      ['shop', 'bank', 'pool'].map((folder) => isNew(folder, '5')),
      [true, false, false],
    );
  });
});

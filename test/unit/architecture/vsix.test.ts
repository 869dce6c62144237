import assert from 'node:assert/strict';
import { vsixComplaints } from '../../harness/vsixComplaints';

const complete = [
  '[Content_Types].xml',
  'extension.vsixmanifest',
  'extension/package.json',
  'extension/package.nls.json',
  'extension/package.nls.zh-cn.json',
  'extension/l10n/bundle.l10n.zh-cn.json',
  'extension/media/icon.png',
  'extension/media/tem.svg',
  'extension/readme.md',
  'extension/changelog.md',
  'extension/LICENSE.txt',
  'extension/dist/extension.js',
  'extension/dist/tem-sdk.js',
  'extension/dist/cos-sdk.js',
  'extension/dist/sandbox.js',
  'extension/dist/stored.js',
  'extension/dist/engine.js',
];

describe('the check of the VSIX', () => {
  it('has nothing to say of a complete one', () => {
    assert.deepEqual(vsixComplaints(complete), []);
  });

  for (const name of complete.slice(1)) {
    it(`misses ${name}`, () => {
      assert.equal(vsixComplaints(complete.filter((one) => one !== name)).length, 1);
    });
  }

  for (const name of ['extension/src/extension.ts', 'extension/dist/extension.js.map', 'extension/.env']) {
    it(`does not want ${name}`, () => {
      assert.deepEqual(vsixComplaints([...complete, name]), [`it should not hold ${name}`]);
    });
  }
});

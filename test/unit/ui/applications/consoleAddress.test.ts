import assert from 'node:assert/strict';
import { consoleAddress } from '../../../../src/ui/applications/consoleAddress';

describe('consoleAddress', () => {
  it('is that of the site where the account was opened, and none for the sandbox', () => {
    assert.equal(consoleAddress('china', ''), 'https://console.cloud.tencent.com/tem');
    assert.equal(consoleAddress('international', '/env'), 'https://console.tencentcloud.com/tem/env');
    assert.equal(consoleAddress('sandbox', '/application'), undefined);
  });
});

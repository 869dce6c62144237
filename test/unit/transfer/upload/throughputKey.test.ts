import assert from 'node:assert/strict';
import { throughputKey } from '../../../../src/transfer/upload/throughputKey';

describe('linePlace', () => {
  const credential = { secretId: 'AKIDsecret', secretKey: 'secret' };
  const region = 'ap-x';

  it('tells regions and own addresses apart, and holds no secret', () => {
    const at = (cos?: string) =>
      throughputKey({ site: 'china', credential, endpoints: cos ? { cos } : {} }, { region });
    assert.equal(at(), 'china ap-x');
    assert.equal(at('https://user:secret@cos.corp.example:8443/base'), 'cos.corp.example:8443 ap-x');
  });
});

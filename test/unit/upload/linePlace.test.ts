import assert from 'node:assert/strict';
import { linePlace } from '../../../src/upload/linePlace';

describe('linePlace', () => {
  const credential = { secretId: 'AKIDsecret', secretKey: 'secret' };
  const region = 'ap-x';

  it('tells regions and own addresses apart, and holds no secret', () => {
    const at = (cos?: string) => linePlace({ site: 'china', credential, endpoints: cos ? { cos } : {} }, { region });
    assert.equal(at(), 'china ap-x');
    assert.equal(at('https://user:secret@cos.corp.example:8443/base'), 'cos.corp.example:8443 ap-x');
  });
});

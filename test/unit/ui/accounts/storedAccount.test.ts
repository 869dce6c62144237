import assert from 'node:assert/strict';
import { parseStoredAccounts } from '../../../../src/ui/accounts/storedAccount';

describe('parseStoredAccounts', () => {
  const credential = { secretId: 'AKIDexample', secretKey: 'example' };
  const typed = { id: '1', name: 'China', site: 'china', key: { from: 'typed', credential } };

  it('reads back what was written', () => {
    const accounts = [
      typed,
      { id: '2', name: 'CI', site: 'international', key: { from: 'environment' } },
      { id: '3', name: 'cli', site: 'china', key: { from: 'profile', profile: 'default' } },
    ];
    assert.deepEqual(parseStoredAccounts(JSON.stringify(accounts)), accounts);
  });

  for (const text of [
    undefined,
    '',
    'not JSON',
    '{}',
    'null',
    '[null,1,{}]',
    JSON.stringify([{ ...typed, site: 'mars' }]),
  ]) {
    it(`finds no account in ${text}`, () => assert.deepEqual(parseStoredAccounts(text), []));
  }

  it('keeps the good ones beside a broken one', () => {
    assert.deepEqual(parseStoredAccounts(JSON.stringify([{ ...typed, key: {} }, typed])), [typed]);
  });
});

import assert from 'node:assert/strict';
import { AppError } from '../../src/core/errors';
import { accountStatusText, signedOutText } from '../../src/ui/accounts/accountStatusText';

const shop = { id: 'a1', name: 'Shop', site: 'international' } as const;

describe('the account in the status bar', () => {
  it('says its name and site, what it is for, and leads to switching', () => {
    const { text, tooltip, spoken, command, isWarning } = accountStatusText(shop, undefined);
    assert.equal(text, '$(account) TEM: Shop · International');
    assert.match(tooltip.value, /^Shop.*International.*\n\nUploads use this account.*\n\nClick.*switch/s);
    assert.equal(spoken, 'TEM uploads use the account Shop (International). Switch account.');
    assert.equal(command.command, 'tem.switchAccount');
    assert.equal(isWarning, false);
  });

  it('marks the sandbox by an icon and by the word', () => {
    const { text } = accountStatusText({ id: 's', name: 'Practice', site: 'sandbox' }, undefined);
    assert.equal(text, '$(beaker) TEM: Practice · sandbox');
  });

  it('asks to sign in again while the key is refused, in words and not by colour alone', () => {
    const { text, tooltip, command, isWarning } = accountStatusText(shop, new AppError('expiredKey', ''));
    assert.equal(text, '$(warning) TEM: Shop · sign in again');
    assert.match(tooltip.value, /expired/);
    assert.equal(isWarning, true);
    assert.equal(command.command, 'tem.signInAgain');
    assert.deepEqual(command.arguments, [shop.id]);
  });

  it('says what is wrong where to sign in again is no help, and leads to trying again', () => {
    const renewable = new AppError('cliKeyExpired', 'tccli sts GetCallerIdentity --profile ci');
    const { text, tooltip, spoken, command } = accountStatusText(shop, renewable);
    assert.equal(text, '$(warning) TEM: Shop · Key expired');
    assert.match(tooltip.value, /to renew the key.*GetCallerIdentity.*\n\nClick to try again/s);
    assert.match(spoken, /^The key of Shop can no longer be used: .*to renew the key, then try again/);
    assert.equal(command.command, 'tem.refresh');
  });

  it('leads to signing in when nobody is', () => {
    const { text, command } = signedOutText();
    assert.equal(text, '$(account) TEM: Sign In');
    assert.equal(command.command, 'tem.signIn');
  });

  it('shows a name as it is: no icons, no links, no pages of it', () => {
    const name = '$(flame) [x](command:tem.signOut) <b>and a very long tail</b>';
    const { text, tooltip } = accountStatusText({ ...shop, name }, undefined);
    assert.ok(!text.includes('$(flame)') && text.length < 60, text);
    assert.ok(!tooltip.isTrusted && !tooltip.supportHtml && !tooltip.supportThemeIcons);
    assert.doesNotMatch(tooltip.value, /[^\\]\[x\]\(command/);
  });
});

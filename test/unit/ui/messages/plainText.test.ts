import assert from 'node:assert/strict';
import { plainText } from '../../../../src/ui/messages/plainText';

describe('plainText', () => {
  it('leaves no link for a message to make of what others wrote', () => {
    const link = /\[[^\]]+\]\([^)]+\)/;
    const name = 'a [Fix it](command:workbench.action.terminal.new) b.jar';
    assert.match(name, link);
    assert.doesNotMatch(plainText(`Uploaded ${name}`), link);
  });
});

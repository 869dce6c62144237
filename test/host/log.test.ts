import assert from 'node:assert/strict';
import { openLog } from '../../src/ui/vscode/log';

describe('the log of a window', () => {
  it('takes what is written after VS Code has disposed of it: cancelled uploads are cleaned up after that', () => {
    const log = openLog();
    log.info('the first line');
    log.dispose();
    log.debug('COS: a DELETE, 204');
    log.error('a failure', ['of one more line']);
    log.show();
    assert.deepEqual(
      log.recent().map((entry) => entry.slice(entry.indexOf('['))),
      ['[info] the first line', '[debug] COS: a DELETE, 204', '[error] a failure\nof one more line'],
    );
  });
});

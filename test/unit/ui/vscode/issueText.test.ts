import assert from 'node:assert/strict';
import { issueAddress, issueText, maxAddressLength, type IssueFacts } from '../../../../src/ui/vscode/issueText';

const facts: IssueFacts = {
  version: '0.1.0',
  host: 'VS Code 1.100.3, linux x64, Node.js 20.20.0',
  remote: undefined,
  language: 'en',
  error: undefined,
  log: [],
};
const bugs = 'https://github.com/tem-toolkit/tem-toolkit/issues';

describe('the report of an error', () => {
  it('says where it was, and has room for what a person did', () => {
    const text = issueText({ ...facts, remote: 'wsl' });
    assert.match(text, /## What I did, and what happened\n\n\n/);
    assert.match(text, /- TEM Toolkit 0\.1\.0\n- VS Code 1\.100\.3, .*, remote: wsl, language: en/);
  });

  it('has the frames of the stack by names of files alone', () => {
    const error = new TypeError('x is not a function');
    error.stack = `TypeError: x is not a function
    at start (/home/somebody/.vscode/extensions/tem-toolkit.tem-toolkit-0.1.0/dist/uploads.js:1:200)
    at C:\\Users\\somebody\\.vscode\\extensions\\dist\\uploads.js:2:1`;
    const text = issueText({ ...facts, error });
    assert.match(text, /^# TEM Toolkit: TypeError: x is not a function$/m);
    assert.match(text, /^at start \(uploads\.js:1:200\)$/m);
    assert.ok(!text.includes('somebody'));
  });

  it('has no key, no signature, no query of an address and no name of the home folder', () => {
    const home = process.env['HOME'];
    process.env['HOME'] = '/home/somebody';
    try {
      const log = [
        'GET https://b.cos.myqcloud.com/a.jar?q-signature=abcdef1234 AKIDabcdefgh12345678',
        '"TmpSecretKey": "0123456789abcdef"',
        'x-cos-security-token: abcdefghijklmn',
        'opened /home/somebody/shop/orders.jar',
      ];
      const text = issueText({ ...facts, error: new Error('secretKey=0123456789abcdef'), log });
      for (const secret of ['abcdef1234', 'AKIDabc', '0123456789', 'abcdefghijklmn', 'somebody']) {
        assert.ok(!text.includes(secret), `${secret} in ${text}`);
      }
      assert.match(text, /opened ~\/shop\/orders\.jar/);
    } finally {
      if (home === undefined) delete process.env['HOME'];
      else process.env['HOME'] = home;
    }
  });

  it('keeps the newest lines of the log, between fences that no line of it can close, and fits into an address', () => {
    const log = Array.from({ length: 60 }, (_, at) => `line ${at} ~~~~~~~~~~~~ ${'长'.repeat(100)}`);
    const text = issueText({ ...facts, log });
    assert.ok(text.includes('line 59 '));
    assert.ok(!text.includes('line 0 '));
    assert.equal(text.split('~~~~~~~~~~~~').length, 3);
    assert.ok((issueAddress(bugs, text) ?? '').length > 0);
  });

  it('has no piece of a secret that reaches beyond where a long line is cut', () => {
    const text = issueText({ ...facts, log: [`${'x y '.repeat(90)}${'A'.repeat(2000)}`] });
    assert.ok(!text.includes('AAAA'), text);
  });

  it('stays between its fences whatever is put together once a fence is taken out', () => {
    const text = issueText({ ...facts, log: ['~'.repeat(144), '@everybody'] });
    assert.equal(text.split('\n').filter((line) => /^~{3}/.test(line)).length, 2);
  });

  for (const home of ['/', 'C:\\', '/home/somebody/']) {
    it(`is readable where the home folder is ${home}`, () => {
      const before = process.env['HOME'];
      process.env['HOME'] = home;
      try {
        const text = issueText({ ...facts, log: ['GET /v1/apps C:\\x /home/somebody/orders.jar'] });
        assert.ok(text.includes('GET /v1/apps C:\\x '), text);
        assert.equal(text.includes('~/orders.jar'), home.includes('somebody'));
      } finally {
        if (before === undefined) delete process.env['HOME'];
        else process.env['HOME'] = before;
      }
    });
  }

  it('becomes an address also where a person leaves half a sign in it', () => {
    assert.match(issueAddress(bugs, '# \ud83d\n\nhalf \ude00') ?? '', /body=half/);
  });

  it('becomes the address of a new issue that says the same, unless it is too long', () => {
    const address = new URL(issueAddress(bugs, '# A & B?\n\n1 + 1 = 2 # not a title\n') ?? '');
    assert.equal(address.searchParams.get('title'), 'A & B?');
    assert.equal(address.searchParams.get('body'), '1 + 1 = 2 # not a title');
    assert.equal(issueAddress(bugs, `# A\n${'x'.repeat(maxAddressLength)}`), undefined);
  });
});

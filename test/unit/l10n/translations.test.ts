import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';

const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
const placeholders = (text: string) => [...text.matchAll(/\{\d+\}/g)].map(String).sort();

describe('Simplified Chinese', () => {
  it('has every string of the code, and none that the code no longer says', async function () {
    // The extractor compiles its grammar first.
    this.timeout(120_000);
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const contents = sources.map((file) => ({ extension: '.ts', contents: readFileSync(join('src', file), 'utf8') }));
    const english = Object.keys(await getL10nJson(contents));
    assert.ok(english.length > 100);
    assert.deepEqual(Object.keys(readJson('l10n/bundle.l10n.zh-cn.json')).sort(), english.sort());
  });

  it('has every string of package.json, and package.json has no other', () => {
    const english = readJson('package.nls.json');
    assert.deepEqual(Object.keys(readJson('package.nls.zh-cn.json')).sort(), Object.keys(english).sort());
    const used = [...readFileSync('package.json', 'utf8').matchAll(/"%([\w.]+)%"/g)].map((match) => match[1]);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(english).sort());
  });

  it('keeps what a person types or looks for elsewhere: names of variables, fields, permissions and settings', () => {
    const names = (text: string) =>
      [...text.matchAll(/\b(?:TENCENTCLOUD_\w+|TKE_|role-[a-z-]+|(?:sts|tem):[A-Z]\w+|tem\.[a-z]\w+|OIDC)/g)].map(
        String,
      );
    for (const [english, chinese] of Object.entries(readJson('l10n/bundle.l10n.zh-cn.json'))) {
      for (const name of names(english)) assert.ok(chinese.includes(name), `${name} in ${chinese}`);
    }
  });

  it('keeps every placeholder and every link to a command', () => {
    const pairs = [
      ...Object.entries(readJson('l10n/bundle.l10n.zh-cn.json')),
      ...Object.entries(readJson('package.nls.json')).map(
        ([key, text]) => [text, readJson('package.nls.zh-cn.json')[key] ?? ''] as const,
      ),
    ];
    const links = (text: string) => [...text.matchAll(/\(command:[\w.]+\)/g)].map(String);
    for (const [english, chinese] of pairs) {
      assert.notEqual(chinese, '');
      assert.deepEqual(placeholders(chinese), placeholders(english), chinese);
      assert.deepEqual(links(chinese), links(english), chinese);
    }
  });

  it('is asked for wherever a person is shown something: no bare string goes to a message or a row', () => {
    const shows =
      /\b(show(?:Information|Warning|Error)|sayBriefly|askModally|with(?:Notification|Cancel)|pickHeading|createPick|createBox|entitle)\(\s*(['"`][A-Za-z])|\b(title|prompt|placeHolder|placeholder|label|detail|tooltip|description|spoken)\s*[:=]\s*\[?['"`][A-Za-z]/;
    const bare = readdirSync('src/ui', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) =>
        readFileSync(join('src/ui', file), 'utf8')
          .split('\n')
          .filter((line) => shows.test(line)),
      );
    assert.deepEqual(
      bare.map((line) => line.trim()).filter((line) => !/cloud\.tencent\.com|tencentcloud\.com|service-x/.test(line)),
      [],
    );
  });
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, string>>;
const bundle = readJson('l10n/bundle.l10n.zh-cn.json');
const english = [...Object.keys(bundle), ...Object.values(readJson('package.nls.json'))];
const chinese = [...Object.values(bundle), ...Object.values(readJson('package.nls.zh-cn.json'))];

/** What no string says, with what it says instead. */
const privateEnglish: readonly (readonly [RegExp, string])[] = [
  [/\bthe store\b/i, 'COS'],
  [/\b(?:fault of|inside) this extension\b/i, 'TEM Toolkit'],
  [/^Show in TEM$|\bPackage Facts\b|\(facts\)/i, 'Reveal in Applications, Package Details'],
  [/\bthe environment's key\b/i, 'environment variables'],
  [/\bonce only\b|\bonce more\b|\banew\b|\bhalf-way\b/i, 'again'],
  [
    /\bany more\b|\bno reason\b|\bsomebody\b|\bnobody is\b|\bwhoever\b|\bwho runs\b/i,
    'no longer, anyone, the administrator',
  ],
  [/\bits support\b|\bcan say why\b/i, 'contact Tencent Cloud support'],
  [/\bwhat (?:has )?arrived\b|\bwhat was (?:stored|sent)\b|\bon the way\b/i, 'data already transferred'],
  [/\bimitation\b/i, 'simulates'],
  [/\b(?:refused|refuses)\b/i, 'rejected'],
  [/\buploaded (?:from )?here\b|\bbuilt here\b/i, 'from this machine, local'],
  [/\blower[- ]case\b/i, 'lowercase'],
  [/\{\d\} %|\d %/, '50%'],
  [/\(s\)|\b1 (?:files|packages|uploads|restarts)\b/, 'two strings, for 1 and for many'],
  [/\bids?\b(?!=)/, 'ID'],
];
const privateChinese: readonly (readonly [RegExp, string])[] = [
  [/对象存储|(?<!机密)存储中|存储不|存储拒|存储未/, 'COS'],
  [/此处构建|从此处上传/, '本地，本机上传'],
  [/程序包信息|（信息）/, '程序包详情'],
  [/^在 TEM 中显示$/, '在“应用”视图中定位'],
  [/复制版本(?!号)|^版本(?:：|$)/, '版本号'],
  [/不健康|个中 \{\d\} 个就绪/, '异常，{0}/{1} 就绪'],
  [/需要 Java/, '所需 Java 版本'],
  [/退出账号|登出|注销/, '退出登录'],
  [/密钥存储/, '机密存储'],
  [/帐号|帐户|账户/, '账号'],
  [/区域/, '地域'],
];

describe('no string has a private word', () => {
  for (const [language, strings, list] of [
    ['English', english, privateEnglish],
    ['Chinese', chinese, privateChinese],
  ] as const) {
    for (const [word, instead] of list) {
      it(`${language}: ${String(word)}, but ${instead}`, () => {
        assert.deepEqual(
          strings.filter((text) => word.test(text)),
          [],
        );
      });
    }
  }
});

describe('every command', () => {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly contributes: { readonly commands: readonly { readonly command: string; readonly title: string }[] };
  };

  it('has a title in both languages, and none is the other', () => {
    const [titles, translated] = [readJson('package.nls.json'), readJson('package.nls.zh-cn.json')];
    for (const { command, title } of contributes.commands) {
      const key = title.slice(1, -1);
      assert.match(titles[key] ?? '', /^[A-Z][\w’ ]+…?$/, command);
      assert.match(translated[key] ?? '', /\p{Script=Han}/u, command);
    }
  });
});

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheDir } from './cacheDir';
import type { Host } from './fetchHost';
import { installVsix } from './installVsix';
import type { DataDirs } from './makeDataDirs';
import { runBin } from './packageVsix';

/** A language of VS Code other than English. */
export type Language = 'zh-cn';

// A few of VS Code's own words, by which a person sees that the pack is in use. It says all others in English.
const words = {
  'vs/workbench/contrib/files/browser/explorerViewlet': { explore: '资源管理器' },
  'vs/workbench/contrib/outline/browser/outline.contribution': { name: '大纲' },
  'vs/workbench/contrib/timeline/browser/timelinePane': { timeline: '时间线' },
  'vs/workbench/services/progress/browser/progressService': { cancel: '取消' },
};

const id = 'tem-toolkit-tests.language-pack-zh-cn';
const translations = 'translations/main.i18n.json';

/**
 * Makes a language pack for VS Code and installs it, so that a window in this language opens in it. A server learns of a pack
 * when a person configures the display language: what it notes then is written here.
 */
export async function installLanguagePack(host: Host, language: Language, dirs: DataDirs): Promise<void> {
  const folder = await mkdtemp(path.join(cacheDir, 'language-pack-'));
  try {
    await mkdir(path.join(folder, 'translations'));
    await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifestOf(language)));
    await writeFile(path.join(folder, 'README.md'), '# Language pack\n');
    await writeFile(path.join(folder, translations), JSON.stringify({ version: '1.0.0', contents: words }));
    const vsix = path.join(folder, 'pack.vsix');
    await runBin(
      '@vscode/vsce',
      'vsce',
      ['package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', vsix],
      folder,
    );
    await installVsix(host, vsix, dirs);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const pack = {
    hash: '1',
    label: '中文(简体)',
    extensions: [{ extensionIdentifier: { id }, version: '1.0.0' }],
    translations: { vscode: path.join(dirs.extensionsDir, `${id}-1.0.0`, translations) },
  };
  await writeFile(path.join(dirs.userDataDir, 'languagepacks.json'), JSON.stringify({ [language]: pack }));
}

function manifestOf(language: Language): object {
  const [publisher, name] = id.split('.');
  const names = { languageName: 'Chinese Simplified', localizedLanguageName: '中文(简体)' };
  return {
    name,
    publisher,
    displayName: `Language pack of the tests: ${language}`,
    version: '1.0.0',
    license: 'MIT',
    engines: { vscode: '*' },
    contributes: {
      localizations: [{ languageId: language, ...names, translations: [{ id: 'vscode', path: `./${translations}` }] }],
    },
  };
}

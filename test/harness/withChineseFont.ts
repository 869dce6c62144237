import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LaunchOptions } from 'playwright-core';
import { fetchOnce } from './fetchOnce';
import { npmInstall } from './npmInstall';

/** Lets a browser on Linux draw Chinese, which a bare machine has no font for: one that the npm registry carries. */
export async function withChineseFont(options: LaunchOptions): Promise<LaunchOptions> {
  if (process.platform !== 'linux') return options;
  const dir = await fetchOnce('noto-sans-sc', async (into) => {
    await npmInstall(into, '@electron-fonts/noto-sans-sc@1.2.0');
    const fonts = path.join(into, 'node_modules', '@electron-fonts', 'noto-sans-sc', 'fonts');
    const others = (await readdir(fonts)).filter((name) => !/-(Regular|Bold)\.ttf$/.test(name));
    await Promise.all(others.map((name) => rm(path.join(fonts, name))));
  });
  const config = path.join(dir, 'fonts.conf');
  await writeFile(config, configOf(dir));
  return { ...options, env: { ...(options.env ?? process.env), FONTCONFIG_FILE: config } };
}

function configOf(dir: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${dir}</dir>
  <cachedir>${path.join(dir, 'cache')}</cachedir>
</fontconfig>
`;
}

import path from 'node:path';
import { cacheDir } from './cacheDir';
import type { Editor } from './openEditor';

/** What the window shows in a picture, for which choosing a theme would close what is open at the top. */
interface Scene {
  readonly arrange: () => Promise<unknown>;
  readonly clear: () => Promise<unknown>;
}

export const themes = ['dark', 'highContrast', 'light'] as const;

/** Saves a picture of the window in each colour theme, `NAME-THEME.png`; a `scene` is set anew for each. The light one stays. */
export async function takeInEveryTheme(
  { useTheme, workbench }: Pick<Editor, 'useTheme' | 'workbench'>,
  name: string,
  scene?: Scene,
): Promise<void> {
  for (const theme of themes) {
    await useTheme(theme);
    await scene?.arrange();
    await workbench.picture(path.join(cacheDir, 'pictures', `${name}-${theme}.png`));
    await scene?.clear();
  }
}

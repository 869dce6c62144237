import { visible } from '../../core/visible';

// VS Code cuts longer ones by itself.
const longest = 1000;

/**
 * `text` as a message, a picker or the status bar shows it literally: there VS Code makes `[words](command:…)` a link that
 * runs a command and `$(name)` an icon, and file names, application names and the service's words are written by others.
 */
export function plainText(text: string): string {
  // What is invisible goes first: it may stand between the two signs.
  return visible(text, longest).replaceAll('](', '] (').replaceAll('$(', '$ (');
}

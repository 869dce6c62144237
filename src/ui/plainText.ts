/**
 * `text` as a message shows it literally: VS Code makes `[words](command:…)` in a message a link that runs a command, and
 * file names, application names and the service's words are written by others.
 */
export function plainText(text: string): string {
  return text.replaceAll('](', '] (');
}

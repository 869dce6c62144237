import { spawn } from 'node:child_process';

/** Opens an address in the person's own browser; false where there is no display to open it on. */
export function openInBrowser(url: string): boolean {
  const opener = openers[process.platform] ?? onDesktop;
  const command = opener(url);
  if (!command) return false;
  const [program, ...args] = command;
  spawn(program, args, { stdio: 'ignore', detached: true, windowsHide: true })
    .on('error', () => undefined) // The address is printed as well.
    .unref();
  return true;
}

type Command = readonly [string, ...string[]];

const openers: Partial<Record<NodeJS.Platform, (url: string) => Command>> = {
  darwin: (url) => ['open', url],
  win32: (url) => ['rundll32', 'url.dll,FileProtocolHandler', url],
};

function onDesktop(url: string): Command | undefined {
  const hasDisplay = process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  return hasDisplay ? ['xdg-open', url] : undefined;
}

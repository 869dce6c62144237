// Names have 255 bytes at most, and `.part` with some more comes behind.
const maxTextBytes = 200;

// https://learn.microsoft.com/windows/win32/fileio/naming-a-file
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/**
 * A name to propose for the file of a package. A service named it: nothing of it leads elsewhere, is invisible, turns the
 * direction of reading, or means something to a system or a shell, as a dot in front does.
 */
export function proposedName(packageName: string): string {
  const visible = packageName.slice(0, maxTextBytes).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\\/:*?"<>|]/gu, '_');
  const extension = /\.[jw]ar$/i.exec(packageName)?.[0] ?? '.jar';
  const stem = fitting(visible.replace(/\.[jw]ar$/i, '')).replace(/^[\s.-]{1,200}|[\s.]{1,200}$/g, '');
  const name = (stem || 'package') + extension;
  return reserved.test(name) ? `_${name}` : name;
}

function fitting(text: string): string {
  let kept = '';
  for (const sign of text) {
    if (Buffer.byteLength(kept + sign) > maxTextBytes) break;
    kept += sign;
  }
  return kept;
}

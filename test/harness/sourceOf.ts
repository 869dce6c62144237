import { existsSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { join } from 'node:path';
import { repoRoot } from './cacheDir';

/** The line of src that a frame of a built bundle is of; the frame itself where `dist/` has no map of it. */
export function sourceOf(frame: string): string {
  const [, name = '', line, column] = /([\w-]{1,60}\.js):(\d{1,9}):(\d{1,9})/.exec(frame) ?? [];
  // The bundle gave its name to the module that stands in its place.
  const file = join(repoRoot, 'dist', `${name === 'probed.js' ? 'extension.js' : name}.map`);
  if (!existsSync(file)) return frame;
  const map = new SourceMap(JSON.parse(readFileSync(file, 'utf8')) as SourceMapPayload);
  const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
  if (!('originalSource' in entry)) return frame;
  return `${entry.originalSource.replace(/^webpack:\/\/[\w-]{1,60}\/(\.\/)?/, '')}:${entry.originalLine + 1}`;
}

import { withoutSecrets } from '../../core/withoutSecrets';
import { visible } from '../../core/visible';

/** Facts that a report is made of. */
export interface IssueFacts {
  /** Version of the extension. */
  readonly version: string;
  /** Editor, system and Node.js. */
  readonly host: string;
  /** Kind of the remote, as VS Code names it; `undefined` without one. */
  readonly remote: string | undefined;
  readonly language: string;
  readonly error: unknown;
  /** Entries of the log, oldest first. */
  readonly log: readonly string[];
}

const maxLineLength = 400;
const maxReadLength = 4000;
const maxFrames = 12;

/** Length in UTF-16 units above which GitHub refuses the address of a new issue. */
export const maxAddressLength = 8000;

// What a person adds to the report has to find room in the address as well.
const maxLogLength = 3500;

/**
 * Writes a report in English, since it is for those who look after the extension: what happened, where, and the newest lines
 * of the log as far as they fit into an address. Without keys, signatures and the name of the person's home folder.
 */
export function issueText({ version, host, remote, language, error, log }: IssueFacts): string {
  const lines = [
    `# TEM Toolkit: ${error === undefined ? '' : clean(nameOf(error))}`,
    '',
    '## What I did, and what happened',
    '',
    '',
    '## Where',
    '',
    `- TEM Toolkit ${version}`,
    `- ${clean(host)}${remote === undefined ? '' : `, remote: ${clean(remote)}`}, language: ${clean(language)}`,
    ...(error === undefined ? [] : ['', '## Stack', '', ...fenced(framesOf(error).map(clean))]),
    ...(log.length === 0 ? [] : ['', '## The last lines of the log', '', ...fenced(newest(log))]),
  ];
  return lines.join('\n');
}

/**
 * Makes the address that opens a new issue with this text, its first heading as the title; `undefined` where the address would
 * be too long. `bugs` is the address of all issues.
 */
export function issueAddress(bugs: string, text: string): string | undefined {
  // Half a surrogate pair cannot be encoded.
  const [first = '', ...others] = text.replace(/\p{Cs}/gu, '\ufffd').split('\n');
  const title = first.replace(/^#{1,6} ?/, '').trim();
  const address = `${bugs}/new?title=${encodeURIComponent(title)}&body=${encodeURIComponent(others.join('\n').trim())}`;
  return address.length > maxAddressLength ? undefined : address;
}

function newest(log: readonly string[]): readonly string[] {
  const kept: string[] = [];
  let length = 0;
  for (const line of log.flatMap((entry) => entry.split('\n')).reverse()) {
    const shown = clean(line);
    length += encodeURIComponent(shown).length + 3;
    if (length > maxLogLength) break;
    kept.unshift(shown);
  }
  return kept;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : `a ${typeof error} was thrown`;
}

/** Gives the frames of a stack by the names of files alone: where somebody installs extensions is theirs. */
function framesOf(error: unknown): readonly string[] {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frames = stack.split('\n').filter((line) => line.trimStart().startsWith('at '));
  return frames.slice(0, maxFrames).map((frame) => frame.trim().replace(/[^\s()]{0,1000}[/\\]/, ''));
}

function clean(text: string): string {
  // What is cut first looks like no secret any more, and is a piece of one.
  return visible(withoutSecrets(withoutHome(visible(text, maxReadLength))), maxLineLength);
}

function withoutHome(text: string): string {
  const home = (process.env['HOME'] ?? process.env['USERPROFILE'] ?? '').replace(/[/\\]$/, '');
  // The root, which is home in some containers, is nobody's name.
  return home === '' || /^[A-Z]:$/i.test(home) ? text : text.replaceAll(home, '~');
}

/** Puts lines between fences that none of them can close: what others wrote stays between them. */
function fenced(lines: readonly string[]): readonly string[] {
  const fence = '~~~~~~~~~~~~';
  return [fence, ...lines.map((line) => line.replace(/~{3,400}/g, '~')), fence];
}

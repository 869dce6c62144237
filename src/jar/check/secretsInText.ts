import type { SecretKind } from '../../core/packageCheck/archiveFinding';
import { isPlainPassword } from './isPlainPassword';

/** The line, from 1, of a text that has a secret. */
export interface SecretLine {
  readonly line: number;
  readonly secret: SecretKind;
}

const settings = /(?:^|\/)(?:application|bootstrap)(?:-[^/]{1,100})?\.(?:yml|yaml|properties)$/;
const tencentKey = /(?<![A-Za-z0-9])AKID[A-Za-z0-9]{32,64}(?![A-Za-z0-9*])/g;
const exampleKey = /example|your|xxxx|0000|12345/i;
const minLetters = 12;
// The key itself has to stand behind it, on lines of its own or with \n written out; an encrypted one is no secret.
const privateKey =
  /-----BEGIN (?:RSA |EC |DSA |OPENSSH )?PRIVATE KEY-----(?:\\r|\\n|[\s"'+\\|]){1,100}[A-Za-z0-9+/]{40}/g;
const property = /^[ \t]{0,200}(?:- )?["']?([\w.[\]-]{1,300})["']?[ \t]{0,20}([:=])[ \t]{0,100}(.{0,1000})$/;

/** Finds secrets in a text of a package: Tencent's keys, private keys and, in an application's settings, passwords. */
export function secretsInText(path: string, bytes: Buffer): readonly SecretLine[] {
  const marked = bytes.includes('AKID') || bytes.includes('PRIVATE KEY-----');
  const isSettings = settings.test(path);
  if (!marked && !isSettings) return [];
  const text = bytes.toString('latin1');
  const keys = [...text.matchAll(tencentKey)].filter(([key]) => isRealKey(key));
  const found = [
    ...placed(text, keys, 'tencentKey'),
    ...placed(text, [...text.matchAll(privateKey)], 'privateKey'),
    ...(isSettings ? passwords(text, !path.endsWith('.properties')) : []),
  ];
  return found.sort((a, b) => a.line - b.line);
}

function passwords(text: string, isYaml: boolean): readonly SecretLine[] {
  return text
    .split(/\r\n|\n|\r/)
    .flatMap((line, index) => (hasPassword(line, isYaml) ? [{ line: index + 1, secret: 'password' }] : []));
}

function isRealKey(key: string): boolean {
  return !exampleKey.test(key) && new Set(key).size >= minLetters;
}

function placed(text: string, matches: readonly RegExpExecArray[], secret: SecretKind): readonly SecretLine[] {
  let [line, from] = [1, 0];
  return matches.map(({ index }) => {
    for (let at = text.indexOf('\n', from); at >= 0 && at < index; at = text.indexOf('\n', from)) {
      line++;
      from = at + 1;
    }
    return { line, secret };
  });
}

function hasPassword(line: string, isYaml: boolean): boolean {
  const [, key = '', sign, rest = ''] = property.exec(line) ?? [];
  if (!sign || (isYaml && sign === '=')) return false;
  return isPlainPassword(key, isYaml ? scalarOf(rest) : rest.trim());
}

/** Reads a value of YAML on one line, without quotes and comment. */
function scalarOf(rest: string): string {
  const quoted = /^"([^"]{0,1000})"|^'([^']{0,1000})'/.exec(rest);
  if (quoted) return quoted[1] ?? quoted[2] ?? '';
  const comment = rest.search(/(?:^|\s)#/);
  return (comment < 0 ? rest : rest.slice(0, comment)).trim();
}

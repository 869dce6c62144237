const keyEndings = ['password', 'passwd', 'pwd', 'passphrase', 'secret', 'secretkey', 'apikey', 'accesskey'];
// Left for something else to fill in, or no password: switches, places, hashes, what stands in examples.
const beginnings = ['{', 'ENC(', '$2', '$(', '<', '@', '%', '/', './', '../', '[', '|', '>', '&', '!'];
const references = ['classpath:', 'file:', 'vault:', 'arn:', 'kms:'];
// Of a build that fills them in, __KEY__ and #KEY#, and levels of logging for code that is called so.
const filledIn = /^(?:__[\w.-]{1,200}__|#[\w.-]{1,200}#)$/;
const noPasswords = new Set([
  'null',
  '~',
  'none',
  'true',
  'false',
  'yes',
  'no',
  'on',
  'off',
  'todo',
  'tbd',
  'required',
  'trace',
  'debug',
  'info',
  'warn',
  'error',
  'fatal',
]);
const madeUp =
  /^(?:[*.x#?-]{1,200}|your[-_ ]?.{0,200}|.{0,100}(?:placeholder|example|change[-_ ]?me|replace[-_ ]?me).{0,100})$/i;
const maxLength = 500;

/** Tells whether a property holds a password in clear text: not one that is encrypted, or filled in when it starts. */
export function isPlainPassword(key: string, value: string): boolean {
  const bare = key.replace(/[-_.]/g, '').toLowerCase();
  if (!keyEndings.some((ending) => bare.endsWith(ending))) return false;
  if (value === '' || value.length > maxLength || /\s/.test(value)) return false;
  if (value.includes('${') || value.includes('#{') || value.includes('://')) return false;
  if ([...beginnings, ...references].some((beginning) => value.startsWith(beginning))) return false;
  if (filledIn.test(value)) return false;
  return !noPasswords.has(value.toLowerCase()) && !madeUp.test(value);
}

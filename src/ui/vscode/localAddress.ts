/** Tells whether a host name, as `URL` gives it, is this machine. */
function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

const longest = 2048;

/** Parses a base URL without a path, a query or a name and password; `undefined` for anything else. */
export function bareUrl(text: unknown): URL | undefined {
  if (typeof text !== 'string' || text.length > longest || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const { pathname, search, hash, username, password } = url;
  return pathname === '/' && !search && !hash && !username && !password ? url : undefined;
}

/** Tells whether a URL is an `http:` address of this machine. */
export function isLocal({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && isLoopback(hostname);
}

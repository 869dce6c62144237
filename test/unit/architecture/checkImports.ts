import { posix } from 'node:path';
import { importsOf, type Import } from './importsOf';

/** Path below the repository, with `/`, to source text. */
export type Sources = ReadonlyMap<string, string>;

type Room = 'core' | 'upload' | 'download' | 'jar' | 'cloud' | 'ui' | 'sandbox' | 'services.ts' | 'extension.ts';

interface Rule {
  readonly rooms: readonly Room[];
  allows(specifier: string): boolean;
}

const isNode = (specifier: string): boolean => specifier.startsWith('node:');
const isSdk = (specifier: string): boolean => /^(tencentcloud-sdk-nodejs|cos-nodejs-sdk-v5)(\/|$)/.test(specifier);
const everyRoom: readonly Room[] = ['core', 'upload', 'download', 'jar', 'cloud', 'ui', 'sandbox'];

// The table of architecture.md. A file may always import from its own room.
const rules: Record<Room, Rule> = {
  core: { rooms: ['core'], allows: () => false },
  upload: { rooms: ['core', 'upload'], allows: isNode },
  // Both move bytes: it hashes them, and waits between tries, as uploads do.
  download: { rooms: ['core', 'upload', 'download'], allows: isNode },
  jar: { rooms: ['core', 'jar'], allows: isNode },
  cloud: { rooms: ['core', 'cloud'], allows: (specifier) => isNode(specifier) || isSdk(specifier) },
  ui: { rooms: ['core', 'ui'], allows: (specifier) => specifier === 'vscode' || specifier === 'node:path' },
  sandbox: { rooms: ['sandbox'], allows: isNode },
  // The half of the wiring that knows no editor.
  'services.ts': { rooms: everyRoom.filter((room) => room !== 'ui' && room !== 'sandbox'), allows: () => false },
  'extension.ts': { rooms: [...everyRoom, 'services.ts'], allows: (specifier) => specifier === 'vscode' },
};

/** What is against the rules in the files below `src/`, one line each: `path:line what`. */
export function checkImports(sources: Sources): readonly string[] {
  const links = new Map<string, readonly string[]>();
  const complaints: string[] = [];
  for (const [path, source] of sources) {
    const imports = importsOf(path, source);
    links.set(
      path,
      imports.flatMap((one) => resolve(path, one.specifier, sources) ?? []),
    );
    for (const one of imports) {
      const wrong = judge(path, one, sources);
      if (wrong) complaints.push(`${path}:${one.line} ${wrong}`);
    }
  }
  return [...complaints, ...circles(links)];
}

function judge(path: string, { specifier }: Import, sources: Sources): string | undefined {
  const room = roomOf(path);
  const rule = room && rules[room];
  if (!rule) return 'lies in no known room';
  if (specifier === undefined) return 'imports what cannot be known beforehand';
  if (!specifier.startsWith('.')) return rule.allows(specifier) ? undefined : `${room} may not import ${specifier}`;
  const target = resolve(path, specifier, sources);
  if (!target) return `imports ${specifier}, which is not a file of src`;
  const targetRoom = roomOf(target);
  return targetRoom && rule.rooms.includes(targetRoom) ? undefined : `${room} may not import ${target}`;
}

function roomOf(path: string): Room | undefined {
  const [top, name = ''] = path.split('/');
  return top === 'src' && Object.hasOwn(rules, name) ? (name as Room) : undefined;
}

function resolve(from: string, specifier: string | undefined, sources: Sources): string | undefined {
  if (!specifier?.startsWith('.')) return undefined;
  const base = posix.join(posix.dirname(from), specifier);
  return [base, `${base}.ts`, `${base}.d.ts`, `${base}/index.ts`].find((path) => sources.has(path));
}

function circles(links: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) found.push(`circle: ${[...trail.slice(start), path].join(' -> ')}`);
    if (start >= 0 || done.has(path)) return;
    for (const next of links.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of links.keys()) walk(path, []);
  return found;
}

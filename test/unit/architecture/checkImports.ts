import { posix } from 'node:path';
import { importsOf, type Import } from './importsOf';
import { importTable } from './importTable';

/** Path below the repository, with `/`, to source text. */
export type Sources = ReadonlyMap<string, string>;

/** Which modules and libraries each module may import; one that ends in a colon stands for all names that begin with it. */
export type Rules = ReadonlyMap<string, readonly string[]>;

/** Reads the two tables of docs/architecture.md; a folder of ui is a module of its own, as `ui/NAME`. */
export function rulesOf(architecture: string): Rules {
  const [modules, folders] = [importTable(architecture, 'module'), importTable(architecture, 'folder of ui')];
  const ofUi = [...folders.keys()].map((folder) => `ui/${folder}`);
  const expanded = [...modules].map(([module, allowed]): [string, readonly string[]] => [
    module,
    allowed.flatMap((one) => (one === 'ui' ? ofUi : [one])),
  ]);
  const beside = (modules.get('ui') ?? []).filter((one) => one !== 'ui');
  return new Map([
    ...expanded.filter(([module]) => module !== 'ui'),
    ...[...folders].map(([folder, below]): [string, readonly string[]] => [
      `ui/${folder}`,
      [...beside, ...below.map((one) => `ui/${one}`)],
    ]),
  ]);
}

/** What is against the rules in the files below `src/`, one line each: `path:line what`. */
export function checkImports(rules: Rules, sources: Sources): readonly string[] {
  const links = new Map<string, readonly string[]>();
  const complaints: string[] = [];
  for (const [path, source] of sources) {
    const imports = importsOf(path, source);
    links.set(
      path,
      imports.flatMap((one) => resolve(path, one.specifier, sources) ?? []),
    );
    for (const one of imports) {
      const wrong = judge(rules, path, one, sources);
      if (wrong) complaints.push(`${path}:${one.line} ${wrong}`);
    }
  }
  return [...complaints, ...circles(links)];
}

function judge(rules: Rules, path: string, { specifier }: Import, sources: Sources): string | undefined {
  const module = moduleOf(rules, path);
  const allowed = module === undefined ? undefined : rules.get(module);
  if (!allowed) return 'lies in no known module';
  if (specifier === undefined) return 'imports what cannot be known beforehand';
  if (!specifier.startsWith('.'))
    return allowed.some((one) => isNamedBy(one, specifier)) ? undefined : `${module} may not import ${specifier}`;
  const target = resolve(path, specifier, sources);
  if (!target) return `imports ${specifier}, which is not a file of src`;
  const targetModule = moduleOf(rules, target);
  const isAllowed = targetModule !== undefined && allowed.includes(targetModule);
  return isAllowed ? undefined : `${module} may not import ${target}`;
}

/** Whether a name of the table is that of a library, or of the libraries, that an import means. */
function isNamedBy(name: string, specifier: string): boolean {
  return name.endsWith(':') ? specifier.startsWith(name) : specifier === name || specifier.startsWith(`${name}/`);
}

/** The module of a file: its folder below src, below ui the folder there, or the file itself where it lies in none. */
function moduleOf(rules: Rules, path: string): string | undefined {
  const [top, name = '', below = ''] = path.split('/');
  const module = name === 'ui' ? `ui/${below}` : name;
  return top === 'src' && rules.has(module) ? module : undefined;
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

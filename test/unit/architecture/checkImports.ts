import { posix } from 'node:path';
import { importsOf, type Import } from './importsOf';

/** Path below the repository, with `/`, to source text. */
export type Sources = ReadonlyMap<string, string>;

/** What a module may import: modules, and anything else by its name. A file may always import from its own module. */
interface Rule {
  readonly modules: readonly string[];
  allows(specifier: string): boolean;
}

const isNode = (specifier: string): boolean => specifier.startsWith('node:');
const isSdk = (specifier: string): boolean => /^(tencentcloud-sdk-nodejs|cos-nodejs-sdk-v5)(\/|$)/.test(specifier);
const nothing = (): boolean => false;
const ofUi = (specifier: string): boolean => specifier === 'vscode' || specifier === 'node:path';

const subjects = ['uploads', 'packages', 'deployments', 'sandbox'];
/** The folders of ui, the lowest first: each may import those before it; those of one line, the subjects, not one another. */
const uiLayers: readonly (readonly string[])[] = [['messages'], ['vscode'], ['accounts'], ['applications'], subjects];

const uiRules = Object.fromEntries(
  uiLayers.flatMap((layer, depth) => {
    const below = uiLayers.slice(0, depth).flatMap((names) => names.map((name) => `ui/${name}`));
    return layer.map((name): [string, Rule] => [`ui/${name}`, { modules: ['core', 'browse', ...below], allows: ofUi }]);
  }),
);
const adapters = ['core', 'browse', 'files', 'hashing', 'journal', 'jar', 'transfer', 'cloud'];

/** The table of docs/architecture.md. */
const rules: Readonly<Record<string, Rule>> = {
  core: { modules: [], allows: nothing },
  browse: { modules: ['core'], allows: nothing },
  files: { modules: [], allows: isNode },
  hashing: { modules: ['core'], allows: isNode },
  journal: { modules: ['core', 'files'], allows: isNode },
  jar: { modules: ['core'], allows: isNode },
  transfer: { modules: ['core', 'hashing', 'files'], allows: isNode },
  cloud: { modules: ['core'], allows: (specifier) => isNode(specifier) || isSdk(specifier) },
  ...uiRules,
  sandbox: { modules: [], allows: isNode },
  'services.ts': { modules: adapters, allows: nothing },
  'extension.ts': {
    modules: ['services.ts', 'sandbox', ...adapters, ...Object.keys(uiRules)],
    allows: (specifier) => specifier === 'vscode',
  },
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
  const module = moduleOf(path);
  const rule = module && rules[module];
  if (!rule) return 'lies in no known module';
  if (specifier === undefined) return 'imports what cannot be known beforehand';
  if (!specifier.startsWith('.')) return rule.allows(specifier) ? undefined : `${module} may not import ${specifier}`;
  const target = resolve(path, specifier, sources);
  if (!target) return `imports ${specifier}, which is not a file of src`;
  const targetModule = moduleOf(target);
  const isAllowed = targetModule !== undefined && [module, ...rule.modules].includes(targetModule);
  return isAllowed ? undefined : `${module} may not import ${target}`;
}

/** The module of a file: its folder below src, below ui the folder there, or the file itself where it lies in none. */
function moduleOf(path: string): string | undefined {
  const [top, name = '', below = ''] = path.split('/');
  const module = name === 'ui' ? `ui/${below}` : name;
  return top === 'src' && Object.hasOwn(rules, module) ? module : undefined;
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

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { names } from '../../fixtures/surface';
import { nodesOf, root, sources } from './sources';

interface Setting {
  readonly type: string | readonly string[];
  readonly scope: string;
  readonly default: unknown;
}

interface Conditional {
  readonly when?: string;
  readonly enablement?: string;
}

interface Contributed {
  readonly commands: readonly (Conditional & { readonly command: string })[];
  readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  readonly viewsContainers: Readonly<Record<string, readonly { readonly id: string }[]>>;
  readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
  readonly viewsWelcome: readonly Conditional[];
  readonly menus: Readonly<Record<string, readonly Conditional[]>>;
  readonly colors: readonly { readonly id: string }[];
}

describe('the names that people rely on', () => {
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  const { contributes } = JSON.parse(text) as { readonly contributes: Contributed };
  const { commands, configuration, viewsContainers, views, viewsWelcome, menus, colors } = contributes;
  const conditions = [...Object.values(menus).flat(), ...commands, ...viewsWelcome].flatMap(
    ({ when = '', enablement = '' }) => [when, enablement],
  );
  const found = (pattern: RegExp) =>
    sorted(conditions.flatMap((one) => [...one.matchAll(pattern)].map(([, name]) => name)));

  /** The texts that the code has, by the file. */
  let texts: ReadonlyMap<string, readonly string[]>;
  before(() => (texts = new Map([...sources()].map(([path, file]) => [path, textsOf(file)]))));

  it('are all there: commands', () => {
    assert.deepEqual(sorted(commands.map(({ command }) => command)), names.commands);
  });

  it('are all there: settings, with their types, scopes and defaults', () => {
    const settings = Object.entries(configuration.properties).map(([name, { type, scope, default: value }]) => {
      return [name, `${String(type)} ${scope} ${JSON.stringify(value)}`];
    });
    assert.deepEqual(Object.fromEntries(settings), names.settings);
  });

  it('are all there: views, their containers, and colours', () => {
    assert.deepEqual(
      sorted(
        Object.values(viewsContainers)
          .flat()
          .map(({ id }) => id),
      ),
      names.viewContainers,
    );
    assert.deepEqual(
      sorted(
        Object.values(views)
          .flat()
          .map(({ id }) => id),
      ),
      names.views,
    );
    assert.deepEqual(sorted(colors.map(({ id }) => id)), names.colors);
  });

  it('are all there: folders of the storage, and what else is only in the code', () => {
    const ofTop = new Map([...texts].filter(([path]) => path.split('/').length === 2));
    assert.deepEqual(missing(names.folders, ofTop), []);
    assert.deepEqual(missing(names.others, texts), []);
  });

  it('are all there: context keys, which conditions ask for and the code sets', () => {
    const ofViews = new Set<string>(names.views);
    assert.deepEqual(
      found(/(?<!config\.)\b(tem\.\w+)/g).filter((name) => !ofViews.has(name)),
      names.contextKeys,
    );
    assert.deepEqual(missing(names.contextKeys, texts), []);
  });

  it('are all there: what menus ask of rows', () => {
    assert.deepEqual(found(/viewItem (=~ \/.*?\/(?= |$)|== '[^']*'|== \w+)/g), names.viewItemPatterns);
  });
});

function missing(wanted: readonly string[], texts: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const said = new Set([...texts.values()].flat());
  return wanted.filter((name) => !said.has(name));
}

/** Each once, in order. */
function sorted(all: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(all.filter((one) => one !== undefined))].sort();
}

function textsOf(file: ts.SourceFile): readonly string[] {
  return [...nodesOf(file)].filter(ts.isStringLiteral).map(({ text }) => text);
}

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../../harness/cacheDir';

interface Entry {
  readonly command: string;
  readonly group?: string;
  readonly when?: string;
}

interface Manifest {
  readonly extensionKind: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: Support & { readonly restrictedConfigurations: readonly string[] };
    readonly virtualWorkspaces: Support;
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly keybindings: readonly { readonly command: string; readonly when: string; readonly args: unknown }[];
    readonly menus: Readonly<Record<string, readonly Entry[]>>;
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}

interface Setting {
  readonly scope: string;
  readonly order: number;
  readonly default: unknown;
  readonly pattern?: string;
  readonly patternErrorMessage?: string;
}

interface Support {
  readonly supported: boolean | 'limited';
  readonly description: string;
}

const manifest = JSON.parse(readFileSync(join(repoRoot, 'package.json'), 'utf8')) as Manifest;
const english = JSON.parse(readFileSync(join(repoRoot, 'package.nls.json'), 'utf8')) as Record<string, string>;
const { commands, menus, configuration } = manifest.contributes;
const hidden = new Set(
  (menus['commandPalette'] ?? []).filter(({ when }) => when === 'false').map((one) => one.command),
);
const rowEntries = menus['view/item/context'] ?? [];
const isInline = ({ group }: Entry) => group?.startsWith('inline') === true;

describe('every command', () => {
  it('is in the palette, in a context menu, which Shift+F10 opens, or has a key', () => {
    const ofExplorer = menus['explorer/context'] ?? [];
    const inMenus = new Set(
      [...rowEntries.filter((entry) => !isInline(entry)), ...ofExplorer].map(({ command }) => command),
    );
    const hasKey = new Set(manifest.contributes.keybindings.map(({ command }) => command));
    const unreachable = commands.filter(
      ({ command }) => hidden.has(command) && !inMenus.has(command) && !hasKey.has(command),
    );
    assert.deepEqual(unreachable, []);
  });

  it('that is an icon on a row is in the context menu of each of those rows as well', () => {
    const icons = rowEntries.filter(isInline);
    assert.ok(icons.length > 0);
    for (const icon of icons) {
      const inMenu = rowEntries.filter((entry) => !isInline(entry) && entry.command === icon.command);
      const rows = sampleRows().filter((row) => isShown(icon, row));
      assert.ok(rows.length > 0, `no row has the icon of ${icon.command}: ${icon.when}`);
      const without = rows.filter((row) => !inMenu.some((entry) => isShown(entry, row)));
      assert.deepEqual(without, [], `${icon.command} is an icon only`);
    }
  });

  it('of a row of Applications is in the palette, unless another one asks there for the account', () => {
    const ofRows = new Set(
      rowEntries.filter(({ when = '' }) => when.includes('view == tem.applications')).map(({ command }) => command),
    );
    assert.deepEqual([...ofRows].filter((command) => hidden.has(command)).sort(), [
      'tem.signInAgain',
      'tem.signOutAccount',
    ]);
  });

  it('of an upload is in the palette, unless it is a remedy of its failure, which another one there is as well', () => {
    const ofUploads = rowEntries.filter(({ when = '' }) => when.includes('view == tem.uploads'));
    assert.ok(ofUploads.length > 0);
    const beside = new Set(ofUploads.map(({ command }) => command).filter((command) => hidden.has(command)));
    assert.deepEqual([...beside].sort(), [
      'tem.certificateSettingsForUpload',
      'tem.proxySettingsForUpload',
      'tem.selectRegionsForUpload',
      'tem.settingsForUpload',
      'tem.signInForUpload',
    ]);
  });

  it('has a title of its own in the palette', () => {
    const titles = commands
      .filter(({ command }) => !hidden.has(command))
      .map(({ title }) => english[title.slice(1, -1)]);
    assert.deepEqual(
      titles.filter((title, n) => title === undefined || titles.indexOf(title) !== n),
      [],
    );
  });

  it('that is an icon beside the title of a view is in the palette', () => {
    const icons = (menus['view/title'] ?? []).map(({ command }) => command);
    assert.deepEqual(
      icons.filter((command) => hidden.has(command)),
      [],
    );
  });
});

describe('every key', () => {
  it('counts in one view, and passes it with its focused row', () => {
    for (const { command, when, args } of manifest.contributes.keybindings) {
      const [, view] = /^focusedView == (tem\.\w+) && listFocus && !inputFocus$/.exec(when) ?? [];
      assert.ok(view, when);
      const row = { $treeViewId: view, $focusedTreeItem: true };
      assert.deepEqual(args, command === 'tem.renameAccount' ? row : [view, row]);
    }
  });
});

describe('every setting', () => {
  const settings = Object.entries(configuration.properties);

  it('has a place of its own, in the order in which it stands', () => {
    assert.deepEqual(
      settings.map(([, { order }]) => order),
      settings.map((_, n) => n + 1),
    );
  });

  it('with a pattern says in words what it takes, and its default fits', () => {
    for (const [name, { pattern, patternErrorMessage, default: value }] of settings) {
      assert.equal(pattern === undefined, patternErrorMessage === undefined, name);
      if (pattern !== undefined) assert.match(String(value), new RegExp(pattern), name);
    }
  });

  it('is linked to from another one only by a name that there is', () => {
    const links = Object.values(english).flatMap((text) => [...text.matchAll(/`#([\w.]+)#`/g)].map(([, name]) => name));
    assert.ok(links.length >= 6);
    for (const name of links) assert.ok(name !== undefined && name in configuration.properties, name);
  });
});

describe('a workspace', () => {
  it('that is not trusted has no say in any setting, as the README says', () => {
    const { supported, restrictedConfigurations, description } = manifest.capabilities.untrustedWorkspaces;
    assert.equal(supported, 'limited');
    assert.notEqual(description, '');
    // VS Code keeps those of scope `application` from every workspace, and from the machine of a remote window.
    const settable = Object.entries(configuration.properties).filter(([, { scope }]) => scope !== 'application');
    assert.deepEqual([...restrictedConfigurations].sort(), settable.map(([name]) => name).sort());
    const readme = readFileSync(join(repoRoot, 'README.md'), 'utf8').replaceAll(/\s+/g, ' ');
    assert.ok(readme.includes('The settings of such a workspace count for nothing here.'));
  });

  it('can never say where requests go', () => {
    const addresses = Object.entries(configuration.properties).filter(([name]) =>
      /endpoint|url|host|address|proxy|server/i.test(name),
    );
    assert.ok(addresses.length >= 2);
    assert.deepEqual(
      addresses.filter(([, { scope }]) => scope !== 'application'),
      [],
    );
  });

  it('that is virtual is refused with a reason, and the extension runs where the files are', () => {
    assert.equal(manifest.capabilities.virtualWorkspaces.supported, false);
    assert.notEqual(manifest.capabilities.virtualWorkspaces.description, '');
    assert.deepEqual(manifest.extensionKind, ['workspace']);
  });
});

interface Row {
  readonly view: string;
  readonly viewItem: string;
}

/** Rows of every context value that up to three words make of which the menus speak. */
function sampleRows(): readonly Row[] {
  const words = new Set(
    rowEntries.flatMap(({ when = '' }) =>
      [...when.matchAll(/viewItem (?:==|=~) '?\/?(.+?)(?:'|\/$|\/ |$)/g)].flatMap(([, value = '']) =>
        value.replaceAll(/\\b|\(\?!.*?\)|[\^$()]/g, ' ').split(/[\s|]+/),
      ),
    ),
  );
  const singles = [...words].filter((word) => /^\w+$/.test(word));
  const values = singles.flatMap((one) => [
    one,
    ...singles.flatMap((two) => [`${one} ${two}`, ...singles.map((three) => `${one} ${two} ${three}`)]),
  ]);
  const views = [...new Set(rowEntries.flatMap(({ when = '' }) => /view == (\S+)/.exec(when)?.[1] ?? []))];
  return views.flatMap((view) => values.map((viewItem) => ({ view, viewItem })));
}

/** Whether a clause of `&&` over `view` and `viewItem` holds; any other condition is taken to. */
function isShown({ when = '' }: Entry, row: Row): boolean {
  return when.split(' && ').every((part) => {
    const [, key, operator, value = ''] = /^(view|viewItem) (==|=~) (.+)$/.exec(part) ?? [];
    if (key !== 'view' && key !== 'viewItem') return true;
    if (operator === '==') return row[key] === value.replaceAll("'", '');
    return new RegExp(value.slice(1, -1)).test(row[key]);
  });
}

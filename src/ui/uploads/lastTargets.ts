import { extname } from 'node:path';
import type * as vscode from 'vscode';
import type { Target } from '../../core/model';
import { moduleOf } from '../vscode/moduleOf';

const name = 'tem.lastTargets';
const maxKept = 200;

/** Record of the application that each module's JAR and WAR last went to. By ids, so that renames do no harm. */
export class LastTargets {
  /** `isOfNoModule` tells which packages have nothing to remember. */
  constructor(
    private readonly state: vscode.Memento,
    private readonly isOfNoModule: (path: string) => boolean = () => false,
  ) {}

  /** Gives the last target of the module and kind of the package at `path`. */
  of(path: string): Target | undefined {
    return this.all().find(([key]) => key === keyOf(path))?.[1];
  }

  async remember(path: string, target: Target): Promise<void> {
    if (this.isOfNoModule(path)) return;
    const others = this.all().filter(([key]) => key !== keyOf(path));
    await this.state.update(name, [[keyOf(path), target], ...others].slice(0, maxKept));
  }

  private all(): readonly (readonly [string, Target])[] {
    return this.state.get(name, []);
  }
}

function keyOf(path: string): string {
  return `${moduleOf(path).path}|${extname(path).toLowerCase()}`;
}

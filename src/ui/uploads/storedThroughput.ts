import type * as vscode from 'vscode';
import type { ThroughputHistory } from '../../core/ports/throughputHistory';

const name = 'tem.rates';
const maxKept = 32;

type Rates = Readonly<Record<string, number>>;

/** The rates of the stores that were used last, in the extension's own state: shared by all windows and holding no secret. */
export class StoredThroughput implements ThroughputHistory {
  constructor(private readonly state: vscode.Memento) {}

  get(place: string): number | undefined {
    const found: unknown = this.all()[place];
    return typeof found === 'number' && found > 0 ? found : undefined;
  }

  async record(place: string, bytesPerSecond: number): Promise<void> {
    const others = Object.entries(this.all()).filter(([other]) => other !== place);
    const latest: [string, number] = [place, Math.round(bytesPerSecond)];
    const kept: Rates = Object.fromEntries([latest, ...others].slice(0, maxKept));
    await Promise.resolve(this.state.update(name, kept)).catch(() => undefined);
  }

  private all(): Rates {
    const found: unknown = this.state.get(name);
    return typeof found === 'object' && found !== null ? (found as Rates) : {};
  }
}

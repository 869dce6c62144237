import type * as vscode from 'vscode';
import type { Clock } from '../../core/clock';
import { idPart } from '../../core/idPart';
import { placeKey, type RegionPlace } from '../../core/place';
import type { CopyRefusals } from '../../core/ports/copyRefusals';

const name = 'tem.copyRefusals';
const maxKept = 64;
const dayMs = 24 * 3_600_000;

type Times = Readonly<Record<string, unknown>>;

/** The regions where copies were refused, in the extension's own state: shared by all windows and holding no secret. */
export class StoredRefusals implements CopyRefusals {
  constructor(
    private readonly state: vscode.Memento,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  isRefused(place: RegionPlace): boolean {
    const at = this.all()[keyOf(place)];
    const age = typeof at === 'number' ? this.clock.now() - at : -1;
    // A clock that was set back must not make a day a year.
    return age >= 0 && age < dayMs;
  }

  async record(place: RegionPlace): Promise<void> {
    const others = Object.entries(this.all()).filter(([other]) => other !== keyOf(place));
    const latest: [string, unknown] = [keyOf(place), this.clock.now()];
    await this.save([latest, ...others].slice(0, maxKept));
  }

  /** Drops what is known of an account whose COS is gone, or allows copies now. */
  async forget(accountId: string): Promise<void> {
    const all = Object.entries(this.all());
    const others = all.filter(([key]) => !key.startsWith(`${idPart(accountId)}/`));
    if (others.length < all.length) await this.save(others);
  }

  private async save(times: readonly (readonly [string, unknown])[]): Promise<void> {
    await Promise.resolve(this.state.update(name, Object.fromEntries(times))).catch(() => undefined);
  }

  private all(): Times {
    const found: unknown = this.state.get(name);
    return typeof found === 'object' && found !== null ? (found as Times) : {};
  }
}

function keyOf({ accountId, region }: RegionPlace): string {
  return placeKey({ accountId, region });
}

import type { Catalog } from '../../browse/catalog';
import type { Clock } from '../../core/clock';
import type { Account, Application, Target } from '../../core/model';
import { formatAge } from '../messages/formatAge';
import {
  applicationKey,
  failedRow,
  goneRow,
  goneSentence,
  regionHeading,
  regionRows,
  type TargetRow,
} from './targetRows';

/** Dependencies of listing targets: what the tree knows, and what asks for the rest. */
export interface TargetListDeps {
  readonly catalog: Pick<Catalog, 'applications' | 'peekListed' | 'relist'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly regions: () => readonly string[];
}

/** Account and kind of package, that of `packageName`, which targets are listed for. */
export interface TargetListFor {
  readonly account: Account;
  readonly packageName: string;
}

interface Section {
  readonly region: string;
  readonly heading: TargetRow;
  readonly rows: readonly TargetRow[];
}

/** Age from which a list is asked for again. */
export const oldAfterMs = 5 * 60_000;

/**
 * The applications to choose from: those that are known at once, the others as they arrive. What is old is asked for again while it
 * is shown. A row that is shown keeps its place: what comes later stands below.
 */
export class TargetList {
  private sections: readonly Section[] = [];
  private readonly listed = new Map<string, readonly TargetRow[]>();
  private pending = 0;

  constructor(
    private readonly deps: TargetListDeps,
    private readonly of: TargetListFor,
    private readonly onDidChange: () => void,
  ) {}

  /** Tells whether a region has not answered yet. */
  get isBusy(): boolean {
    return this.pending > 0;
  }

  get rows(): readonly TargetRow[] {
    return this.sections.flatMap(({ heading, rows }) => [heading, ...rows]);
  }

  /** Says that the region was listed and has the application no more, or why it does not take such packages. */
  refusalOf({ region, applicationId }: Target): string | undefined {
    const rows = this.listed.get(region) ?? [];
    const row = rows.find(({ key }) => key === applicationKey(region, applicationId));
    if (row) return row.refusal;
    // Who may upload but not look is told of no application at all.
    return rows.some(({ application }) => application) ? goneSentence() : undefined;
  }

  /** Lists every region that is shown; none is asked for twice at once. Ends early, without a word, when `signal` aborts. */
  load(signal: AbortSignal): void {
    for (const region of this.deps.regions()) this.loadRegion(region, signal);
  }

  private loadRegion(region: string, signal: AbortSignal): void {
    const place = { accountId: this.of.account.id, region };
    const { catalog, clock } = this.deps;
    const known = catalog.peekListed(place);
    if (!known) return void this.request(region, signal, () => catalog.applications(place, { signal }));
    const isOld = clock.now() - known.at >= oldAfterMs;
    this.put(region, known.applications, isOld ? formatAge(known.at, clock.now()) : undefined);
    if (isOld) void this.request(region, signal, () => catalog.relist(place, { signal }));
  }

  private async request(
    region: string,
    signal: AbortSignal,
    list: () => Promise<readonly Application[]>,
  ): Promise<void> {
    this.pending += 1;
    const put = await list().then(
      (applications) => () => this.put(region, applications),
      (error: unknown) => () => this.append(region, [failedRow(region, error)]),
    );
    this.pending -= 1;
    if (signal.aborted) return;
    put();
    this.onDidChange();
  }

  private put(region: string, applications: readonly Application[], age?: string): void {
    const rows = regionRows(this.of.account, region, applications, this.of.packageName);
    const shown = this.sections.find((one) => one.region === region);
    this.listed.set(region, rows);
    if (!shown) return this.append(region, rows, age);
    const kept = renewed(shown.rows, rows);
    const section = { region, heading: regionHeading(region), rows: kept };
    this.sections = this.sections.map((one) => (one === shown ? section : one));
    const keys = new Set(kept.map(({ key }) => key));
    const added = rows.filter(({ key }) => !keys.has(key));
    if (added.length > 0) this.append(region, added);
  }

  private append(region: string, rows: readonly TargetRow[], age?: string): void {
    this.sections = [...this.sections, { region, heading: regionHeading(region, age), rows }];
  }
}

/** Renews the rows of a region in their places; where it had nothing, the first that there is now takes that place. */
function renewed(shown: readonly TargetRow[], rows: readonly TargetRow[]): readonly TargetRow[] {
  if (!shown.some(({ application }) => application)) return rows.slice(0, 1);
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return shown.map((row) => byKey.get(row.key) ?? goneRow(row));
}

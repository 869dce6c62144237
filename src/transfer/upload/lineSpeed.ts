import type { Connection } from '../../core/model';
import type { ThroughputHistory } from '../../core/ports/throughputHistory';
import type { UploadResult } from '../../core/ports/uploader';
import type { ConnectionLimiter } from './connectionLimiter';
import { minMultipartBytes } from './planParts';
import type { RemoteObject } from './remoteObject';
import { throughputKey } from './throughputKey';

/** The collaborators of what is known of a line. */
export interface LineSpeedDeps {
  readonly limiter: Pick<ConnectionLimiter, 'bytesPerSecond' | 'assumeThroughput'>;
  readonly history: ThroughputHistory;
}

/** The throughput of the line that one upload goes over, measured now or by an earlier process. */
export class LineSpeed {
  constructor(
    private readonly deps: LineSpeedDeps,
    private readonly connection: Connection,
    private readonly object: Pick<RemoteObject, 'grant'>,
  ) {}

  /** `undefined` where it is unknown. */
  get bytesPerSecond(): number | undefined {
    const { limiter, history } = this.deps;
    return limiter.bytesPerSecond ?? history.get(this.key);
  }

  /** Starts from the throughput of an earlier process. */
  assume(): void {
    const { limiter, history } = this.deps;
    const remembered = history.get(this.key);
    if (remembered) limiter.assumeThroughput(remembered);
  }

  /** Records the throughput of an upload, except of few bytes, which say nothing of the line. */
  record({ bytes, copiedBytes = 0 }: UploadResult): void {
    const { limiter, history } = this.deps;
    const { bytesPerSecond } = limiter;
    if (bytesPerSecond && bytes - copiedBytes >= minMultipartBytes) void history.record(this.key, bytesPerSecond);
  }

  private get key(): string {
    return throughputKey(this.connection, this.object.grant);
  }
}

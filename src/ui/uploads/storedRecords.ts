import type * as vscode from 'vscode';
import type { Target, UploadedPackage } from '../../core/model';
import type { UploadRecords } from '../../core/ports/uploadRecords';

const name = 'tem.uploaded';
const maxKept = 1000;

/** The record of uploads, in the extension's own state: shared by all windows and holding no secret. */
export class StoredRecords implements UploadRecords {
  constructor(private readonly state: vscode.Memento) {}

  async add(uploaded: UploadedPackage): Promise<void> {
    await this.state.update(name, [uploaded, ...this.all()].slice(0, maxKept));
  }

  of(target: Pick<Target, 'accountId' | 'region' | 'applicationId'>): readonly UploadedPackage[] {
    return this.all().filter(
      (one) =>
        one.target.accountId === target.accountId &&
        one.target.region === target.region &&
        one.target.applicationId === target.applicationId,
    );
  }

  /** Drops what was uploaded with an account whose store is gone. */
  async forget(accountId: string): Promise<void> {
    const others = this.all().filter(({ target }) => target.accountId !== accountId);
    if (others.length < this.all().length) await this.state.update(name, others);
  }

  private all(): readonly UploadedPackage[] {
    return this.state.get(name, []);
  }
}

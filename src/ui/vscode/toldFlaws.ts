import type { SettingId } from './contributions';

/** Memory of the flaws of settings that a person was told of. */
export class ToldFlaws {
  /** By setting: what was told of each folder's value last; empty where nothing was wrong with it. */
  private readonly told = new Map<SettingId, Map<string, string>>();

  /**
   * Records what is wrong with a setting for a folder, empty for nothing, and tells whether that is new: folders that have the same
   * flaw, as by one setting for all of them, or that are read by turns, are told of once.
   */
  isNew(id: SettingId, folder: string, flawed: string): boolean {
    const ofFolders = this.told.get(id) ?? new Map<string, string>();
    const isKnown = [...ofFolders.values()].includes(flawed);
    this.told.set(id, ofFolders.set(folder, flawed));
    return flawed !== '' && !isKnown;
  }
}

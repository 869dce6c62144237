import { AppError } from '../../core/errors';
import type { Archive } from '../readArchive';
import { readDocuments } from '../readDocuments';

/** The application of a package by its own documents; a text is empty where they do not say. */
export interface ApplicationIn {
  readonly version: string;
  /** The main class of one's own: `com.acme.Orders`. */
  readonly mainClass: string;
}

/** Reads which application a package has; nothing of one whose manifest is damaged. Throws as the source does. */
export async function applicationIn(archive: Archive): Promise<ApplicationIn> {
  try {
    const { manifest, build } = await readDocuments(archive);
    return {
      version: manifest?.get('implementation-version') ?? build?.version ?? '',
      mainClass: manifest?.get('start-class') ?? manifest?.get('main-class') ?? '',
    };
  } catch (error) {
    if (error instanceof AppError && error.failure === 'truncatedPackage') return { version: '', mainClass: '' };
    throw error;
  }
}

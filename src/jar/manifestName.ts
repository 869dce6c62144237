/** The name under which `java -jar` looks for the manifest. */
export const manifestName = 'META-INF/MANIFEST.MF';

/** Tells whether an entry is a manifest for Java, which takes any case. */
export function isManifest(name: string): boolean {
  return name.length === manifestName.length && name.toUpperCase() === manifestName;
}

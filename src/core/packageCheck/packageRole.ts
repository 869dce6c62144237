/**
 * The role of a package among those that a build leaves: `application` is the one that runs by itself, `thin` one that needs
 * libraries beside it (also Quarkus's and `original-` JARs before shading: `original`), `plain` Spring Boot's JAR without libraries.
 */
export type PackageRole =
  | 'application'
  | 'thin'
  | 'plain'
  | 'original'
  | 'sources'
  | 'javadoc'
  | 'tests'
  | 'fixtures'
  /** A JAR of classes that does not start by itself, and nothing tells what it is for. */
  | 'library';

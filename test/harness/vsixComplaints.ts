const allowed = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/package(\.nls(\.[\w-]+)?)?\.json$/,
  /^extension\/dist\/[\w-]+\.js(\.LICENSE\.txt)?$/,
  /^extension\/(media|l10n)\/.+$/,
  /^extension\/(readme|changelog)\.md$/i,
  /^extension\/LICENSE(\.txt)?$/,
];

/** Without one of these something is broken or missing for a person, and no other check says so. */
const needed = [
  /^extension\.vsixmanifest$/,
  /^extension\/package\.json$/,
  /^extension\/package\.nls\.json$/,
  /^extension\/package\.nls\.zh-cn\.json$/,
  /^extension\/l10n\/bundle\.l10n\.zh-cn\.json$/,
  /^extension\/media\/icon\.png$/,
  /^extension\/media\/tem\.svg$/,
  /^extension\/readme\.md$/i,
  /^extension\/changelog\.md$/i,
  /^extension\/LICENSE(\.txt)?$/,
  /^extension\/dist\/extension\.js$/,
  /^extension\/dist\/tem-sdk\.js$/,
  /^extension\/dist\/cos-sdk\.js$/,
  /^extension\/dist\/engine\.js$/,
  /^extension\/dist\/sandbox\.js$/,
  /^extension\/dist\/stored\.js$/,
];

/** What is wrong with a VSIX that holds files of these names; none when nothing is. */
export function vsixComplaints(names: readonly string[]): readonly string[] {
  const strangers = names.filter((name) => !allowed.some((pattern) => pattern.test(name)));
  const missing = needed.filter((pattern) => !names.some((name) => pattern.test(name)));
  return [
    ...strangers.map((name) => `it should not hold ${name}`),
    ...missing.map((pattern) => `nothing in it matches ${pattern.source}`),
  ];
}

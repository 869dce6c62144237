import ts from 'typescript';

/** One way in which a file reaches another: `specifier` is `undefined` where it is computed and cannot be known. */
export interface Import {
  readonly specifier: string | undefined;
  readonly line: number;
}

/** Everything that a TypeScript file imports: by `import` (of types too), `export from`, `require`, `import()`, `/// <reference>`. */
export function importsOf(path: string, source: string): readonly Import[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (node: ts.Node | undefined, at: ts.Node): void => {
    const specifier = node && ts.isStringLiteralLike(node) ? node.text : undefined;
    found.push({ specifier, line: file.getLineAndCharacterOfPosition(at.getStart()).line + 1 });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node);
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(node.moduleSpecifier, node);
    else if (ts.isExternalModuleReference(node)) add(node.expression, node);
    else if (ts.isImportTypeNode(node))
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, node);
    else if (ts.isCallExpression(node) && isLoader(node.expression)) add(node.arguments[0], node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  const references = [...file.referencedFiles, ...file.typeReferenceDirectives];
  return [
    ...found,
    ...references.map(({ fileName, pos }) => ({
      specifier: fileName,
      line: file.getLineAndCharacterOfPosition(pos).line + 1,
    })),
  ];
}

function isLoader(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  const text = callee.getText();
  return (
    text === 'require' || text === 'require.resolve' || text === 'module.require' || text.endsWith('createRequire')
  );
}

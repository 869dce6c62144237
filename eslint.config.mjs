import js from '@eslint/js';
import tseslint from 'typescript-eslint';

// What others wrote is shown word for word: each way to show something has one file that sees to it, and no other goes there.
const showing = [
  {
    selector:
      "MemberExpression[object.property.name='window'][property.name=/^(show(Information|Warning|Error)Message|setStatusBarMessage|withProgress|createQuickPick|showQuickPick|createInputBox|showInputBox|showOpenDialog|showSaveDialog|createStatusBarItem|createOutputChannel)$/]",
    message:
      'Only the file for it may: showMessage, showProgress, input/quickInput, fileDialogs, accountStatus, statusEntry, log.',
  },
  {
    selector: "MemberExpression[object.property.name='clipboard'][property.name='writeText']",
    message: 'Only copyText may: it refuses what does not read as it is.',
  },
  {
    selector: 'NewExpression[callee.property.name=/^(TreeItem|MarkdownString)$/]',
    message: 'Only treeRow makes rows, and accountStatusText Markdown.',
  },
  {
    selector:
      'AssignmentExpression[left.property.name=/^(label|description|tooltip|accessibilityInformation|title|placeholder|prompt|validationMessage)$/]',
    message: 'A text that is shown goes through the file that makes what shows it: treeRow, input/quickInput.',
  },
  {
    selector: "ImportDeclaration[source.value='vscode'] > ImportSpecifier[imported.name=/^(window|env)$/]",
    message: 'import * as vscode: what is shown is found by vscode.window.',
  },
  {
    selector: "VariableDeclarator[init.name='vscode'] > ObjectPattern > Property[key.name=/^(window|env)$/]",
    message: 'What is shown is found by vscode.window.',
  },
];

export default tseslint.config(
  { ignores: ['dist/', 'out/', '.vscode-test/', 'node_modules/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: [
      'src/ui/vscode/showMessage.ts',
      'src/ui/vscode/showProgress.ts',
      'src/ui/vscode/fileDialogs.ts',
      'src/ui/vscode/copyText.ts',
      'src/ui/vscode/log.ts',
      'src/ui/vscode/treeRow.ts',
      'src/ui/vscode/quickInput.ts',
      'src/ui/vscode/statusEntry.ts',
      'src/ui/accounts/accountStatus.ts',
      'src/ui/accounts/accountStatusText.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', ...showing] },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        require: 'readonly',
        module: 'writable',
        process: 'readonly',
        console: 'readonly',
        __dirname: 'readonly',
      },
    },
  },
);

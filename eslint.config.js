import tseslint from 'typescript-eslint';
import { mayImport } from './scripts/layers.mjs';

/** Reading the world is io's job: everything else gets it passed in, and can be tested and reproduced. */
const worldIsPassedIn = [
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'Take the time from ctx.now(): a clock read here cannot be tested.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Take the time from ctx.now(): a clock read here cannot be tested.' },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'Draw from a seed, or take ctx.random(): chance here cannot be reproduced.' },
];
const noProcess = ['process', 'console'].map((name) => ({ name, message: `${name} belongs to io: everything else gets the world passed in.` }));
const noExit = { object: 'process', property: 'exit', message: 'process.exit() cuts piped output at 64 KiB: set process.exitCode, or return a code.' };

export default tseslint.config(
  { ignores: ['dist/', 'dist.*.tmp/', 'node_modules/', 'coverage/', 'content/'] },
  ...tseslint.configs.recommended,
  {
    files: ['src/**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      'no-restricted-properties': ['error', noExit],
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // Commands are asynchronous because their callers await them, whether or not this one waits for anything.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/io/**'],
    rules: { 'no-restricted-syntax': ['error', ...worldIsPassedIn], 'no-restricted-globals': ['error', ...noProcess] },
  },
  // Who may import whom: the table of docs/architecture.md.
  ...mayImport.map(({ files, except, packages, why }) => ({
    files,
    ignores: except,
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ regex: `^(?!\\.)(?!(?:${packages.map(escaped).join('|') || '\\b\\B'})$)`, message: why }] }],
    },
  })),
  { files: ['bin/*.js'], rules: { '@typescript-eslint/no-require-imports': 'off' } }, // CommonJS, for its start.
  {
    files: ['tests/**/*.ts', 'bench/**', 'scripts/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);

function escaped(name) {
  return /[:/]$/.test(name) ? `${name}.*` : name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

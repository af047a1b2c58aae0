/**
 * Who may import whom. `layers` are folders or files of src/; `packages` are what may come from outside. Read by
 * eslint.config.js (packages) and tests/architecture.test.ts (layers), and drawn in docs/architecture.md.
 */
export const mayImport = [
  { files: ['src/errors.ts'], layers: [], packages: [], why: 'errors.ts imports nothing.' },
  { files: ['src/core/schedule.ts'], layers: ['core', 'errors'], packages: ['ts-fsrs'], why: 'Only schedule.ts may use ts-fsrs: it patches Date.' },
  { files: ['src/core/front-matter.ts'], layers: ['core', 'errors'], packages: ['gray-matter', 'yaml'], why: 'Front matter is read in one place, where no engine can run code.' },
  { files: ['src/core/search.ts'], layers: ['core', 'errors'], packages: ['minisearch'], why: 'The search index is built in one place.' },
  { files: ['src/core/document/**/*.ts'], layers: ['core', 'errors'], packages: ['markdown-it'], why: 'core is pure: no file, clock, process or chance.' },
  {
    files: ['src/core/**/*.ts'],
    except: ['src/core/schedule.ts', 'src/core/front-matter.ts', 'src/core/search.ts', 'src/core/document/**/*.ts'],
    layers: ['core', 'errors'],
    packages: [],
    why: 'core is pure: no file, clock, process or chance, and no library but where one file holds it.',
  },
  { files: ['src/context.ts'], layers: ['core'], packages: [], why: 'context.ts holds interfaces only.' },
  { files: ['src/view/highlight-languages.ts'], layers: ['view', 'core'], packages: ['highlight.js/'], why: 'Languages are registered in one place.' },
  { files: ['src/view/**/*.ts'], except: ['src/view/highlight-languages.ts'], layers: ['view', 'core'], packages: ['chalk', 'marked', 'marked-terminal', 'fast-string-width'], why: 'view turns values into text and touches nothing.' },
  { files: ['src/io/**/*.ts'], layers: ['io', 'core', 'errors', 'context'], packages: ['node:', 'conf', 'inquirer', '@inquirer/core'], why: 'io holds everything that can surprise us, and decides nothing.' },
  { files: ['src/commands/**/*.ts'], layers: ['commands', 'core', 'view', 'errors', 'context'], packages: [], why: 'Commands get the world as their first argument.' },
  { files: ['src/cli.ts'], layers: ['commands', 'context', 'errors', 'core'], packages: ['commander'], why: 'cli.ts names commands and flags; it does nothing itself.' },
  { files: ['src/main.ts'], layers: ['cli', 'context', 'errors', 'core'], packages: ['commander'], why: 'main.ts is the only catch.' },
].map((rule) => ({ except: [], ...rule }));

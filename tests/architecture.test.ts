import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { packageRoot } from './helpers/world.ts';

interface Rule {
  readonly files: readonly string[];
  readonly except: readonly string[];
  readonly layers: readonly string[];
  readonly packages: readonly string[];
  readonly why: string;
}

interface Import {
  /** Paths relative to the package; `target` is a package's name where it comes from outside. */
  readonly from: string;
  readonly target: string;
  readonly line: number;
  readonly outside: boolean;
  /** Written `import type`, `export type` or `import('…').T`: gone when it runs. */
  readonly typeOnly: boolean;
  readonly lazy: boolean;
  /** What is taken from it; null for everything. */
  readonly names: readonly string[] | null;
}

const { mayImport } = (await import(pathToFileURL(join(packageRoot, 'scripts', 'layers.mjs')).href)) as { mayImport: readonly Rule[] };

const sources = filesOf('src');
const imports = sources.flatMap(importsOf);

function filesOf(folder: string): string[] {
  return readdirSync(join(packageRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:ts|mjs|js)$/.test(path) && !path.endsWith('.d.ts'))
    .map((path) => join(folder, path))
    .sort();
}

function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(join(packageRoot, path), 'utf8'), ts.ScriptTarget.Latest, true);
}

function importsOf(path: string): Import[] {
  const file = parse(path);
  const found: Import[] = [];
  const add = (node: ts.Node, specifier: ts.Node, changes: Partial<Import>): void => {
    if (!ts.isStringLiteralLike(specifier)) return;
    const outside = !specifier.text.startsWith('.');
    const target = outside ? specifier.text : relative(packageRoot, resolve(packageRoot, path, '..', specifier.text));
    const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    found.push({ from: path, target, line, outside, typeOnly: false, lazy: false, names: null, ...changes });
  };
  const walk = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const bindings = node.importClause?.namedBindings;
      const named = bindings && ts.isNamedImports(bindings) ? bindings.elements : [];
      add(node, node.moduleSpecifier, {
        typeOnly: node.importClause?.isTypeOnly === true || (named.length > 0 && !node.importClause?.name && named.every((each) => each.isTypeOnly)),
        names: bindings && ts.isNamespaceImport(bindings) ? null : [...named.map((each) => (each.propertyName ?? each.name).text), ...(node.importClause?.name ? ['default'] : [])],
      });
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      const named = node.exportClause && ts.isNamedExports(node.exportClause) ? node.exportClause.elements : null;
      add(node, node.moduleSpecifier, { typeOnly: node.isTypeOnly, names: named?.map((each) => (each.propertyName ?? each.name).text) ?? null });
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node, node.argument.literal, { typeOnly: true, names: node.qualifier ? [node.qualifier.getText().split('.')[0]!] : null });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node, node.arguments[0]!, { lazy: true, names: takenFrom(node) });
    }
    ts.forEachChild(node, walk);
  };
  walk(file);
  return found;
}

/** The names taken from `await import(…)`: `(await import(…)).name` and `const { name } = await import(…)`; else null. */
function takenFrom(call: ts.CallExpression): string[] | null {
  let node: ts.Node = call.parent;
  while (ts.isAwaitExpression(node) || ts.isParenthesizedExpression(node)) node = node.parent;
  if (ts.isPropertyAccessExpression(node)) return [node.name.text];
  if (!ts.isVariableDeclaration(node) || !ts.isObjectBindingPattern(node.name)) return null;
  return node.name.elements.map((each) => (each.propertyName ?? each.name).getText());
}

/** A pattern of layers.mjs: the path of a file, or stars for every file below a folder. */
function matches(path: string, pattern: string): boolean {
  const folder = /^(.*\/)\*\*\/\*\.ts$/.exec(pattern)?.[1];
  return folder === undefined ? path === pattern : path.startsWith(folder);
}

function rulesFor(path: string): Rule[] {
  return mayImport.filter((rule) => rule.files.some((pattern) => matches(path, pattern)) && !rule.except.some((pattern) => matches(path, pattern)));
}

/** True for an import of a package as layers.mjs names it; `node:` and `name/` stand for everything below them. */
function isFrom(name: string, { target }: Import): boolean {
  return /[:/]$/.test(name) ? target.startsWith(name) : target === name;
}

/** The folder of src/ that a file lies in, or its own name without `.ts`. */
function layerOf(path: string): string {
  return path.split('/')[1]?.replace(/\.ts$/, '') ?? '';
}

function shown({ from, line, target }: Import): string {
  return `${from}:${line} imports ${target}`;
}

describe('who may import whom', () => {
  it('has one rule for every file of src/, and no rule for none', () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.filter((path) => rulesFor(path).length !== 1)).toEqual([]);
    expect(mayImport.filter((rule) => !sources.some((path) => rulesFor(path).includes(rule))).map((rule) => rule.files)).toEqual([]);
  });

  it('is kept between the layers of src/', () => {
    const offending = imports.filter((each) => !each.outside && !rulesFor(each.from).some((rule) => rule.layers.includes(layerOf(each.target))));
    expect(offending.map((each) => `${shown(each)}: ${rulesFor(each.from)[0]?.why}`)).toEqual([]);
  });

  it('is kept with packages from outside', () => {
    const offending = imports.filter((each) => each.outside && !rulesFor(each.from).some((rule) => rule.packages.some((name) => isFrom(name, each))));
    expect(offending.map((each) => `${shown(each)}: ${rulesFor(each.from)[0]?.why}`)).toEqual([]);
  });

  it('names no package that nobody imports', () => {
    const unused = mayImport.flatMap((rule) =>
      rule.packages.filter((name) => !imports.some((each) => each.outside && rulesFor(each.from).includes(rule) && isFrom(name, each))),
    );
    expect(unused).toEqual([]);
  });

  it('stays inside src/', () => {
    expect(imports.filter((each) => !each.outside && !sources.includes(each.target) && !each.target.endsWith('.d.ts')).map(shown)).toEqual([]);
  });

  it('makes no circle of layers', () => {
    const edges = new Map<string, Import[]>();
    for (const each of imports) {
      const [from, to] = [layerOf(each.from), layerOf(each.target)];
      if (!each.outside && from !== to) edges.set(from, [...(edges.get(from) ?? []), each]);
    }
    const circle = (layer: string, trail: readonly Import[]): readonly Import[] | null => {
      const from = trail.findIndex((each) => layerOf(each.from) === layer);
      if (from >= 0) return trail.slice(from);
      for (const each of edges.get(layer) ?? []) {
        const found = circle(layerOf(each.target), [...trail, each]);
        if (found) return found;
      }
      return null;
    };
    expect([...edges.keys()].flatMap((layer) => circle(layer, []) ?? []).map(shown)).toEqual([]);
  });

  it('lets a command know no other command, but what they share', () => {
    const shared = ['src/commands/choice.ts', 'src/commands/output.ts'];
    expect(imports.filter((each) => layerOf(each.from) === 'commands' && layerOf(each.target) === 'commands' && !shared.includes(each.target)).map(shown)).toEqual([]);
    expect(imports.filter((each) => each.from === 'src/commands/output.ts' && layerOf(each.target) === 'commands').map(shown)).toEqual([]);
  });

  it('loads a command when it is called, and not before', () => {
    const commands = imports.filter((each) => each.from === 'src/cli.ts' && layerOf(each.target) === 'commands');
    expect(commands.length).toBeGreaterThan(10);
    expect(commands.filter((each) => !each.lazy && !each.typeOnly).map(shown)).toEqual([]);
  });

  it('leaves context.ts with types alone', () => {
    expect(imports.filter((each) => each.from === 'src/context.ts' && !each.typeOnly).map(shown)).toEqual([]);
    expect(parse('src/context.ts').statements.filter((each) => !ts.isImportDeclaration(each) && !ts.isInterfaceDeclaration(each) && !ts.isTypeAliasDeclaration(each)).map((each) => each.getText())).toEqual([]);
  });

  it('lets bin/ load what the build made, and nothing else', () => {
    const code = filesOf('bin').map((path) => readFileSync(join(packageRoot, path), 'utf8')).join('\n');
    const loaded = [...code.matchAll(/\b(?:require|load)\('([^']+)'\)/g)].map(([, name]) => name);
    expect([...new Set(loaded)].filter((name) => !name?.startsWith('node:')).sort()).toEqual(['./load.js', 'main.js', 'system.js']);
  });
});

describe('an export', () => {
  /**
   * Goes by names in import lines, not by types: a name taken by `import * as` or by a bare `import()` counts as used,
   * so does one that only a test uses, and so does a type that the signature of a used export of its own file names.
   */
  it('of src/ is used in some other file', () => {
    const used = new Set<string>();
    const whole = new Set<string>();
    for (const each of [...imports, ...['tests', 'bench', 'scripts'].flatMap(filesOf).flatMap(importsOf)]) {
      if (each.outside) continue;
      if (each.names === null) whole.add(each.target);
      for (const name of each.names ?? []) used.add(`${each.target} ${name}`);
    }
    // What the build takes as an entry is called from bin/ or scripts/, where names are all there is to go by.
    const callers = ['bin', 'scripts'].flatMap(filesOf).map((path) => readFileSync(join(packageRoot, path), 'utf8')).join('\n');
    const called = (path: string, name: string): boolean => callers.includes(`'${path}'`) && new RegExp(`\\b${name}\\b`).test(callers);
    const unused = sources.flatMap((path) => {
      const exported = exportsOf(path);
      const live = new Set(exported.filter(({ name }) => used.has(`${path} ${name}`) || whole.has(path) || called(path, name)).map(({ name }) => name));
      for (let before = -1; before !== live.size; ) {
        before = live.size;
        for (const { name, promised } of exported) if (live.has(name)) for (const each of promised) live.add(each);
      }
      return exported.filter(({ name }) => !live.has(name)).map(({ name }) => `${path} exports ${name}, which nobody imports`);
    });
    expect(unused).toEqual([]);
  });

  it('has a name: there is no default', () => {
    expect(sources.flatMap((path) => exportsOf(path).filter(({ name }) => name === 'default').map(() => path))).toEqual([]);
  });

  /** The exported names of a file, each with the names that its signature promises: for a function all but its body. */
  function exportsOf(path: string): { name: string; promised: Set<string> }[] {
    return parse(path).statements.flatMap((statement) => {
      if (ts.isExportAssignment(statement)) return [{ name: 'default', promised: new Set<string>() }];
      if (ts.isExportDeclaration(statement)) {
        const named = statement.exportClause && ts.isNamedExports(statement.exportClause) ? statement.exportClause.elements : [];
        return named.map((each) => ({ name: each.name.text, promised: new Set<string>() }));
      }
      if (!ts.canHaveModifiers(statement) || !ts.getModifiers(statement)?.some((each) => each.kind === ts.SyntaxKind.ExportKeyword)) return [];
      if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map((each) => ({ name: each.name.getText(), promised: namesIn(each.type) }));
      const name = 'name' in statement && statement.name ? (statement.name as ts.Identifier).text : '';
      return name === '' ? [] : [{ name, promised: namesIn(statement) }];
    });
  }

  function namesIn(node: ts.Node | undefined): Set<string> {
    const names = new Set<string>();
    const walk = (each: ts.Node): void => {
      if (ts.isIdentifier(each)) names.add(each.text);
      if (!ts.isBlock(each)) ts.forEachChild(each, walk);
    };
    if (node) walk(node);
    return names;
  }
});

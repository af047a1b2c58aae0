import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { packageRoot } from './helpers/world.ts';

interface PackedFile {
  readonly path: string;
  readonly mode: number;
}

let folder = '';
let files: readonly PackedFile[] = [];

/** npm, with nothing of the machine's settings and no way to the network. */
function npm(...argv: string[]): string {
  const env = { PATH: process.env['PATH'], HOME: folder, npm_config_userconfig: join(folder, 'npmrc'), npm_config_cache: join(folder, 'cache'), npm_config_update_notifier: 'false', npm_config_offline: 'true' };
  return execFileSync('npm', argv, { cwd: packageRoot, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The installed program, run in a folder that is not the package's. */
function installed(argv: readonly string[], input = ''): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(join(folder, 'prefix', 'bin', 'prep'), argv, { cwd: folder, input, encoding: 'utf8', env: { PATH: process.env['PATH'], HOME: join(folder, 'home'), TZ: 'UTC' } });
  return { status, stdout, stderr };
}

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'prep-package-')));
  mkdirSync(join(folder, 'prefix'));
  // The build is done; packing must not start another one under the tests that run beside this.
  const [packed] = JSON.parse(npm('pack', '--ignore-scripts', '--json', '--pack-destination', folder)) as [{ filename: string; files: PackedFile[] }];
  ({ files } = packed);
  npm('install', '--global', '--prefix', join(folder, 'prefix'), '--no-audit', '--no-fund', join(folder, packed.filename));
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the tarball', () => {
  it('holds the program, its corpus and its papers, and no test, source or tool', () => {
    const paths = files.map((file) => file.path);
    expect([...new Set(paths.map((path) => path.split('/')[0]))].sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'bin', 'content', 'dist', 'docs', 'package.json']);
    expect(paths.filter((path) => /\.ts$|\.test\.|(?:^|\/)(?:tests|src|scripts|bench|node_modules)\//.test(path))).toEqual([]);
    expect(paths).toEqual(expect.arrayContaining(['bin/prep.js', 'dist/main.js', 'dist/system.js', 'dist/THIRD-PARTY-NOTICES.txt', 'docs/content-format.md', 'docs/data-format.md']));
  });

  it('holds every question, theme and persona of the corpus', () => {
    const corpus = (readdirSync(join(packageRoot, 'content'), { recursive: true }) as string[]).filter((path) => path.endsWith('.md')).map((path) => `content/${path}`);
    expect(files.map((file) => file.path).filter((path) => path.startsWith('content/')).sort()).toEqual(expect.arrayContaining(corpus.sort()));
  });

  it('needs no other package', () => {
    expect(readdirSync(join(folder, 'prefix', 'lib', 'node_modules'))).toEqual(['prep']);
    expect(readdirSync(join(folder, 'prefix', 'lib', 'node_modules', 'prep'))).not.toContain('node_modules');
  });
});

describe('an installed prep', () => {
  it('says its version', () => {
    expect(installed(['--version'])).toEqual({ status: 0, stdout: '0.1.0\n', stderr: '' });
  });

  it('lists its corpus', () => {
    const { status, stdout, stderr } = installed(['list']);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout.trim().split('\n').length).toBe(files.filter((file) => file.path.startsWith('content/questions/')).length);
  });

  it('shows a question with its answer, its path relative to the package', () => {
    const { status, stdout } = installed(['show', 'url-shortener', '--json']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ questions: [{ id: 'url-shortener', theme: 'system-design', path: 'content/questions/system-design/url-shortener.md', answered: true }] });
    expect(installed(['show', 'url-shortener']).stdout).toContain('Model answer');
  });

  it('runs a quiz and remembers it where the person’s data belongs', () => {
    const quiz = installed(['quiz', '--plain', '--count', '1', '--seed', '7'], '\n3\n');
    expect([quiz.status, quiz.stderr]).toEqual([0, '']);
    expect(quiz.stdout).toContain('1 rated');
    expect(readdirSync(join(folder, 'home', '.local', 'share', 'prep'))).toContain('journal.jsonl');
    expect(JSON.parse(installed(['stats', '--json']).stdout)).toMatchObject({ totals: { reviews: 1 } });
  });

  it('writes nothing into its own folder', () => {
    const root = join(folder, 'prefix', 'lib', 'node_modules', 'prep');
    const there = (readdirSync(root, { recursive: true, withFileTypes: true })).filter((each) => each.isFile()).length;
    expect(there).toBe(files.length);
  });
});

describe('bin/prep.js', () => {
  /** The program as it lies in a checkout, with these files for a build. */
  function checkout(build: Readonly<Record<string, string>>): { status: number | null; stdout: string; stderr: string } {
    const bare = mkdtempSync(join(tmpdir(), 'prep-checkout-'));
    onTestFinished(() => rmSync(bare, { recursive: true, force: true }));
    cpSync(join(packageRoot, 'bin'), join(bare, 'bin'), { recursive: true });
    cpSync(join(packageRoot, 'package.json'), join(bare, 'package.json'));
    build = { ...build, ...(Object.keys(build).length > 0 ? { 'package.json': '{ "type": "commonjs" }' } : {}) };
    for (const [name, text] of Object.entries(build)) {
      mkdirSync(join(bare, 'dist'), { recursive: true });
      writeFileSync(join(bare, 'dist', name), text);
    }
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(bare, 'bin', 'prep.js'), 'list'], { encoding: 'utf8' });
    return { status, stdout, stderr };
  }

  it.each([
    ['no build', {}],
    ['half of a build', { 'main.js': "require('./chunks/gone.js');" }],
  ])('says how to build where there is %s, and exits with 1', (_, build) => {
    expect(checkout(build)).toEqual({
      status: 1,
      stdout: '',
      stderr: 'prep: it is not built yet: install scripts were not run here.\nBuild it with: npm ci && npm run build\n',
    });
  });

  it('does not hide another fault behind that', () => {
    const { status, stderr } = checkout({ 'main.js': "throw new Error('something else');", 'system.js': '' });
    expect(status).toBe(1);
    expect(stderr).toContain('something else');
    expect(stderr).not.toContain('not built');
  });
});

import type { Help} from 'commander';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Context, GlobalOptions, Terminal } from './context.ts';
import { largestSeed } from './core/draw.ts';
import { kinds } from './core/question.ts';
import { orders } from './core/select.ts';
import { ExitCode, UsageError } from './errors.ts';
import { nearest } from './core/nearest.ts';

/** The command line: it reads an argument list and runs one command. */
export interface Cli {
  run(argv: readonly string[]): Promise<number>;
}

/**
 * Every command, flag and example. Each implementation is loaded when its command is called; `connect` makes the
 * context of the run once the global flags are read.
 */
export function createCli(terminal: Terminal, version: () => string, connect: (globals: GlobalOptions) => Context): Cli {
  let exitCode: number = ExitCode.done;
  const program = new Command('prep');
  program
    .description('Practice interview questions: predict, answer aloud, compare, rate.')
    .usage('[command] [flags]')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        terminal.out.write(text);
      },
      writeErr: () => undefined, // Every usage error is worded in one place, in main.ts.
      getOutHelpWidth: () => Math.min(80, terminal.out.width),
      getErrHelpWidth: () => Math.min(80, terminal.err.width),
      getOutHasColors: () => terminal.out.color > 0,
      getErrHasColors: () => terminal.err.color > 0,
    })
    .configureHelp({ minWidthToWrap: 12, formatHelp: (command, help) => examplesFirst(command, help) })
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false) // Its own would take an unknown command for none.
    .showSuggestionAfterError(false)
    .allowExcessArguments(false)
    .enablePositionalOptions(false);

  const globals: readonly Option[] = [
    new Option('--content <path>', 'a folder, question file or Q&A document; repeatable').argParser(collect),
    new Option('--color <when>', 'auto, always or never').choices(['auto', 'always', 'never']),
    new Option('--no-input', 'never ask anything'),
    new Option('-q, --quiet', 'say nothing on stderr but errors'),
    new Option('--debug', 'show where an error came from'),
  ];
  for (const option of globals) program.addOption(option);
  const hiddenGlobals = globals.map(hidden);
  program.option('-V, --version', 'show the version');

  const context = (): Context => connect(program.opts<GlobalOptions>());

  /** A command whose action gets a context; a number it returns is the exit code. */
  const add = (syntax: string, description: string, examples: readonly string[]): Command => {
    const command = program.command(syntax).description(description);
    command.usage(`${command.registeredArguments.map((each) => (each.required ? `<${each.name()}${each.variadic ? '...' : ''}>` : `[${each.name()}${each.variadic ? '...' : ''}]`)).join(' ')} [flags]`.trim());
    exampleLines.set(command, examples);
    // Global flags work behind the command too; they are listed once, by prep help.
    for (const option of hiddenGlobals) command.addOption(option);
    command.hook('preAction', (_, action) => {
      for (const option of globals) {
        const key = option.attributeName();
        if (action.getOptionValueSource(key) !== 'cli') continue;
        const value: unknown = action.getOptionValue(key);
        const before: unknown = program.getOptionValue(key);
        program.setOptionValue(key, Array.isArray(value) && Array.isArray(before) ? [...(before as unknown[]), ...(value as unknown[])] : value);
      }
    });
    return command;
  };
  const does = (command: Command, action: (ctx: Context, args: readonly unknown[]) => Promise<number | void>): Command =>
    command.action(async (...args: unknown[]) => {
      exitCode = (await action(context(), args)) ?? ExitCode.done;
    });

  does(
    withFilters(add('quiz', 'practice with a session of questions', ['prep quiz', 'prep quiz --theme system-design --count 3', 'prep quiz --time 20 --weak --due', 'prep quiz --plain --seed 7']))
      .option('-n, --count <n>', 'how many questions (10, or config count)', wholeNumber(1, 1000))
      .addOption(new Option('--order <order>', `${oneOf(orders)} (smart)`).choices(orders))
      .option('--seed <n>', 'draw the same questions again', wholeNumber(0, largestSeed))
      .option('--time <minutes>', 'as many questions as fit into them', wholeNumber(1, 1440))
      .option('--no-timer', 'show no clock')
      .option('--practice', 'record ratings as practice; the schedule stays as it is')
      .option('--plain', 'line by line, for pipes and screen readers')
      .option('--resume', 'go on with an unfinished session'),
    async (ctx, [options]) => (await import('./commands/quiz.ts')).quiz(ctx, options as never),
  );
  does(
    withOutput(add('show <id...>', 'read a question with its model answer', ['prep show url-shortener', 'prep show url --only points', 'prep show cap-theorem-decisions --raw']))
      .option('--only <part>', 'question, intent, answer, points, follow-ups or pitfalls')
      .option('--raw', 'print the markdown as it is written'),
    async (ctx, [ids, options]) => (await import('./commands/show.ts')).show(ctx, ids as string[], options as never),
  );
  does(
    withOutput(withFilters(add('list', 'the questions that match', ['prep list', 'prep list --persona bar-raiser --new', 'prep list --json --fields id,confidence'])).option('--hidden', 'only what is hidden')),
    async (ctx, [options]) => (await import('./commands/list.ts')).list(ctx, options as never),
  );
  does(
    withFilters(add('browse [way]', 'walk themes or personas and read', ['prep browse', 'prep browse personas', 'prep browse --kind coding'])),
    async (ctx, [way, options]) => (await import('./commands/browse.ts')).browse(ctx, way as string | undefined, options as never),
  );
  does(
    withOutput(withFilters(add('search <words...>', 'full-text search, best first', ['prep search consistent hashing', 'prep search cache --kind design']))),
    async (ctx, [words, options]) => (await import('./commands/list.ts')).search(ctx, words as string[], options as never),
  );
  does(withOutput(add('themes', 'what the questions are about', ['prep themes', 'prep themes --json'])), async (ctx, [options]) =>
    (await import('./commands/themes.ts')).themes(ctx, options as never),
  );
  does(withOutput(add('personas', 'who asks them', ['prep personas', 'prep personas --json'])), async (ctx, [options]) =>
    (await import('./commands/themes.ts')).personas(ctx, options as never),
  );
  does(
    withOutput(withFilters(add('next', 'the one question to practice now, and why', ['prep next', 'prep next --count 3 --theme behavioral', 'prep next --json --fields id,reason']))).option(
      '-n, --count <n>',
      'how many questions (1)',
      wholeNumber(1, 1000),
    ),
    async (ctx, [options]) => (await import('./commands/list.ts')).next(ctx, options as never),
  );
  does(
    withOutput(withFilters(add('due', 'what you are about to forget', ['prep due', 'prep due --total', 'prep due --exit-code --quiet'])))
      .option('--total', 'print the number alone')
      .option('--exit-code', 'exit 1 when nothing is due'),
    async (ctx, [options]) => (await import('./commands/list.ts')).due(ctx, options as never),
  );
  does(withJson(add('rate <id> <rating>', 'record a rating, 1 to 4, without a session', ['prep rate url-shortener 3'])), async (ctx, [id, rating, options]) =>
    (await import('./commands/rate.ts')).rate(ctx, id as string, rating as string, options as never),
  );
  does(withJson(add('undo', 'take back the newest recorded thing', ['prep undo'])), async (ctx, [options]) =>
    (await import('./commands/rate.ts')).undo(ctx, options as never),
  );
  does(withOutput(add('history [id]', 'the reviews, newest first', ['prep history', 'prep history url-shortener --json'])), async (ctx, [id, options]) =>
    (await import('./commands/history.ts')).history(ctx, id as string | undefined, options as never),
  );
  does(withJson(add('reset <id...>', 'forget the progress of questions', ['prep reset url-shortener'])), async (ctx, [ids, options]) =>
    (await import('./commands/rate.ts')).reset(ctx, ids as string[], options as never),
  );
  does(withJson(add('hide <id...>', 'leave questions out of everything but show', ['prep hide monkey-patching'])), async (ctx, [ids, options]) =>
    (await import('./commands/rate.ts')).hide(ctx, ids as string[], options as never),
  );
  does(withJson(add('unhide <id...>', 'bring hidden questions back', ['prep unhide monkey-patching'])), async (ctx, [ids, options]) =>
    (await import('./commands/rate.ts')).unhide(ctx, ids as string[], options as never),
  );
  does(
    add('new [question...]', 'write a question of your own', ['prep new "How would you size a Kafka topic?" --theme kafka', 'prep new'])
      .option('--theme <theme>', 'what it is about')
      .option('--kind <kind>', oneOf(kinds)),
    async (ctx, [words, options]) => (await import('./commands/new.ts')).newQuestion(ctx, words as string[], options as never),
  );
  does(
    withFilters(withJson(add('stats', 'where you stand, by theme and interviewer', ['prep stats', 'prep stats --since 7d', 'prep stats --json']))).option('--since <day>', 'activity from a date on, or of a span such as 7d, 2w'),
    async (ctx, [options]) => (await import('./commands/stats.ts')).stats(ctx, options as never),
  );
  does(
    withOutput(add('import <file...>', 'turn any Q&A document into question files', ['prep import notes.md --dry-run', 'prep import interviews/*.txt --as role=director']))
      .option('--out <dir>', 'the folder to write to (your own content)')
      .option('--dry-run', 'say what would be written')
      .option('--as <fields>', 'set theme=…, persona=…, role=…, tags=…', collect)
      .option('--force', 'overwrite files with other text'),
    async (ctx, [paths, options]) => (await import('./commands/import.ts')).importDocuments(ctx, paths as string[], options as never),
  );
  does(
    withOutput(add('check [path...]', 'everything wrong with content', ['prep check', 'prep check my-questions --strict'])).option('--strict', 'hold the rules for what ships, too'),
    async (ctx, [paths, options]) => (await import('./commands/check.ts')).check(ctx, paths as string[], options as never),
  );
  does(withOutput(add('doctor', 'everything wrong with the store', ['prep doctor', 'prep doctor --fix'])).option('--fix', 'mend what can be mended, after a backup'), async (ctx, [options]) =>
    (await import('./commands/doctor.ts')).doctor(ctx, options as never),
  );
  does(withOutput(add('backup [list]', 'copy the journal, or list the copies', ['prep backup', 'prep backup list'])), async (ctx, [what, options]) =>
    (await import('./commands/backup.ts')).backup(ctx, what as string | undefined, options as never),
  );
  does(add('restore <file>', 'put a backup in the place of the journal', ['prep restore 2026-11-20T12-00-00-000Z-daily.jsonl', 'prep restore my-copies/journal.jsonl']), async (ctx, [file]) =>
    (await import('./commands/backup.ts')).restore(ctx, file as string),
  );
  does(withJson(add('merge <journal>', 'add what another machine has recorded', ['prep merge my-laptop/journal.jsonl'])), async (ctx, [file, options]) =>
    (await import('./commands/backup.ts')).merge(ctx, file as string, options as never),
  );
  addConfig(add, does);
  program.command('help [command...]', { hidden: true }).action((words: string[]) => {
    named(words, program, true).outputHelp();
  });
  program.command('version', { hidden: true }).action(() => {
    terminal.out.write(`${version()}\n`);
  });

  program.argument('[command]').action(async (given: string | undefined) => {
    if (given !== undefined) throw unknownCommand(given, program);
    if (program.opts<{ version?: boolean }>().version) terminal.out.write(`${version()}\n`);
    else if (terminal.out.isTerminal) await (await import('./commands/home.ts')).home(context());
    else terminal.out.write(shortHelp);
  });

  return {
    async run(argv) {
      // -h anywhere wins, also beside a flag that is wrong.
      const help = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
      if (help.some((word) => word === '-h' || word === '--help')) {
        named(help.filter((word) => !word.startsWith('-')), program, false).outputHelp();
        return ExitCode.done;
      }
      try {
        await program.parseAsync([...argv], { from: 'user' });
      } catch (error) {
        throw worded(error, program);
      }
      return exitCode;
    },
  };
}

function addConfig(add: (syntax: string, description: string, examples: readonly string[]) => Command, does: (command: Command, action: (ctx: Context, args: readonly unknown[]) => Promise<number | void>) => Command): void {
  const config = add('config', 'settings: list, change, or say where they are', ['prep config', 'prep config list --show-origin', 'prep config set dayStartHour 5', 'prep config get retention']);
  does(config.command('get <key>').description('print a setting'), async (ctx, [key]) => (await import('./commands/config.ts')).configGet(ctx, key as string));
  does(config.command('set <key> <value>').description('change a setting'), async (ctx, [key, value]) =>
    (await import('./commands/config.ts')).configSet(ctx, key as string, value as string),
  );
  does(config.command('unset <key>').description('go back to the default'), async (ctx, [key]) => (await import('./commands/config.ts')).configUnset(ctx, key as string));
  does(withOutput(config.command('list', { isDefault: true }).description('every setting, also without a word').option('--show-origin', 'say where each comes from, too')), async (ctx, [options]) =>
    (await import('./commands/config.ts')).configList(ctx, options as never),
  );
  does(config.command('path').description('where the settings file is'), async (ctx) => (await import('./commands/config.ts')).configPath(ctx));
}

/** The filter flags, the same on every command that has them. */
function withFilters(command: Command): Command {
  for (const [name, what] of [
    ['theme', 'only a theme; prep themes lists them'],
    ['persona', 'only an interviewer; prep personas lists them'],
    ['kind', `only ${oneOf(kinds)}`],
    ['role', 'only for a job, such as director or principal'],
    ['tag', 'only with a tag, such as caching'],
  ] as const) {
    command.option(`--${name} <${name}>`, what, collect);
    // Named --not-… as in "not this one": commander reads --no-… as a switch.
    command.addOption(hidden(new Option(`--not-${name} <${name}>`, `not ${what}`).argParser(collect)));
  }
  if (command.name() !== 'due') command.option('--due', 'only what is due');
  command.option('--new', 'only what was never rated').option('--weak', 'only what was last rated 1 or 2');
  if (command.name() !== 'search') command.option('--search <words>', 'only what holds these words');
  filtered.add(command);
  return command;
}

const filtered = new WeakSet<Command>();

/** The flags that narrow what a command is about; its help lists them apart. */
const filterFlags: ReadonlySet<string> = new Set(['--theme', '--persona', '--kind', '--role', '--tag', '--due', '--new', '--weak', '--search']);

function oneOf(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function withJson(command: Command): Command {
  return command.option('--json', 'print one JSON document');
}

function withOutput(command: Command): Command {
  return withJson(command).option('--fields <names>', 'only these fields of it, by comma');
}

function hidden(option: Option): Option {
  const twin = new Option(option.flags, option.description).hideHelp();
  if (option.parseArg) twin.argParser(option.parseArg);
  if (option.argChoices) twin.choices(option.argChoices);
  return twin;
}

function collect(value: string, before: unknown): string[] {
  return [...(Array.isArray(before) ? (before as string[]) : []), value];
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    if (!/^\d{1,10}$/.test(text) || Number(text) < least || Number(text) > most) throw new InvalidArgumentError(`It takes a whole number from ${least} to ${most}.`);
    return Number(text);
  };
}

const exampleLines = new WeakMap<Command, readonly string[]>();

/** The longest name of a command, so that the groups stand under each other. */
const longest = 'personas'.length;

const commandGroups: readonly (readonly [string, readonly string[]])[] = [
  ['Practice', ['quiz', 'next', 'due', 'rate', 'undo']],
  ['Read', ['show', 'list', 'search', 'browse', 'themes', 'personas']],
  ['Look back', ['stats', 'history', 'reset', 'hide', 'unhide']],
  ['Your own', ['new', 'import', 'check', 'config']],
  ['Your data', ['backup', 'restore', 'merge', 'doctor']],
];

/** Help leads with examples that work. */
function examplesFirst(command: Command, help: Help): string {
  const isTop = command.parent === null;
  const examples = isTop ? ['prep quiz', 'prep quiz --theme system-design --count 3', 'prep show url-shortener', 'prep stats'] : (exampleLines.get(command) ?? []);
  const rows = (items: readonly (readonly [string, string])[], least = 0): string[] => {
    const term = Math.max(least, ...items.map(([name]) => name.length));
    return items.map(([name, text]) => help.formatItem(name, term, text, help));
  };
  const prose = (text: string): string => help.boxWrap(text, help.helpWidth ?? 80);
  const visibleOptions = help.visibleOptions(command).map((option) => ({ row: [help.optionTerm(option), option.description] as const, filters: filtered.has(command) && filterFlags.has(option.long ?? '') }));
  const options = visibleOptions.filter(({ filters }) => !filters).map(({ row }) => row);
  const filters = visibleOptions.filter((option) => option.filters).map(({ row }) => row);
  const subcommands = isTop
    ? commandGroups.flatMap(([title, names]) => [
        `${title}:`,
        ...rows(names.flatMap((name) => {
          const found = command.commands.find((each) => each.name() === name);
          return found ? [[name, found.description()] as const] : [];
        }), longest),
        '',
      ])
    : command.commands.length > 0
      ? ['Commands:', ...rows(command.commands.map((each) => [`${each.name()} ${each.registeredArguments.map((argument) => `<${argument.name()}>`).join(' ')}`.trim(), each.description()] as const)), '']
      : []; // prettier-ignore
  return [
    prose(isTop ? help.commandDescription(command) : `${help.commandDescription(command).replace(/^./, (letter) => letter.toUpperCase())}.`),
    '',
    ...(examples.length > 0 ? ['Examples:', ...examples.map((line) => `  $ ${line}`), ''] : []),
    `Usage: ${help.commandUsage(command)}`,
    '',
    ...subcommands,
    ...(options.length > 0 ? [isTop ? 'Flags of every command:' : 'Flags:', ...rows(options), ''] : []),
    ...(filters.length > 0 ? [prose('Filters (repeat one for any of several; --not-theme and so on leave out):'), ...rows(filters), ''] : []),
    isTop ? 'prep <command> --help says more.' : 'Flags of every command: prep help.',
    '',
  ].join('\n');
}

const shortHelp = `prep: practice interview questions in the terminal.

  prep quiz --plain      practice line by line
  prep next              the one question to practice now
  prep show <id>         a question with its model answer
  prep rate <id> <1-4>   record a rating
  prep --help            every command
`;

/** The command that words lead to; a word that names none is passed over, or refused where only commands can stand. */
function named(words: readonly string[], program: Command, strict: boolean): Command {
  return words.reduce((parent, word) => {
    const found = parent.commands.find((each) => each.name() === word);
    if (!found && strict) throw unknownCommand(word, parent);
    return found ?? parent;
  }, program);
}

function unknownCommand(given: string, parent: Command): UsageError {
  const path = pathOf(parent);
  const guess = nearest(given, parent.commands.map((command) => command.name()));
  return new UsageError(`there is no command "${[...path.slice(1), given].join(' ')}"`, guess ? `Did you mean "${[...path, guess].join(' ')}"?` : `${path.join(' ')} --help lists the commands.`);
}

/** The words that lead to a command, "prep" first. */
function pathOf(command: Command): string[] {
  return [...(command.parent ? pathOf(command.parent) : []), command.name()];
}

/** The command that a command line reached before it failed. */
function reached(program: Command): Command {
  const next = program.commands.find((command) => command.name() === program.args[0]);
  return next ? reached(next) : program;
}

/** Commander's usage errors in our words: what is wrong, and last how to mend it. */
function worded(error: unknown, program: Command): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string' || !error.code.startsWith('commander.')) return error;
  if ('exitCode' in error && error.exitCode === 0) return error;
  const message = error.message.replace(/^error: /, '');
  const command = reached(program);
  const [word] = command.args;
  // A misspelt command comes before its flags, which no other command need know.
  if (command.commands.length > 0 && word !== undefined && !word.startsWith('-')) return unknownCommand(word, command);
  const usage = `${pathOf(command).join(' ')} --help`;
  if (error.code === 'commander.help') return new UsageError(`${pathOf(command).join(' ')} needs a command`, `${usage} lists them.`);
  const flag = /unknown option '(-[^']*)'/.exec(message)?.[1];
  if (flag !== undefined) {
    const guess = nearest(flag.replace(/=.*$/, ''), new Set([...command.options, ...program.options].flatMap((option) => option.long ?? [])));
    return new UsageError(`there is no flag ${flag} here`, guess ? `Did you mean "${guess}"?` : `${usage} lists the flags.`);
  }
  const [, name, value, why] = /option '(?:-\w, )?(--[\w-]+)[^']*' argument '([^']*)' is invalid\. ?(.*)$/.exec(message) ?? [];
  if (name !== undefined) {
    const choices = /^Allowed choices are (.*)\.$/.exec(why ?? '')?.[1]?.split(', ') ?? [];
    const guess = nearest(value ?? '', choices);
    return new UsageError(`"${value}" does not fit ${name}`, guess ? `Did you mean "${guess}"?` : choices.length > 0 ? `It takes ${choices.join(', ')}.` : why);
  }
  const missing = /missing required argument '([^']*)'/.exec(message)?.[1];
  if (missing !== undefined) return new UsageError(`${pathOf(command).join(' ')} needs <${missing}>`, `${usage} shows how it is used.`);
  const needy = /option '(?:-\w, )?(--[\w-]+)[^']*' argument missing/.exec(message)?.[1];
  if (needy !== undefined) return new UsageError(`${needy} needs a value`, `${usage} shows how it is used.`);
  if (error.code === 'commander.excessArguments') return new UsageError(`${pathOf(command).join(' ')} takes fewer words than that`, `${usage} shows how it is used.`);
  return new UsageError(message.replace(/\.$/, ''), `${usage} shows how it is used.`);
}

/// <reference types="highlight.js" />
import core from 'highlight.js/lib/core.js';
import bash from 'highlight.js/lib/languages/bash.js';
import c from 'highlight.js/lib/languages/c.js';
import cpp from 'highlight.js/lib/languages/cpp.js';
import csharp from 'highlight.js/lib/languages/csharp.js';
import css from 'highlight.js/lib/languages/css.js';
import diff from 'highlight.js/lib/languages/diff.js';
import dockerfile from 'highlight.js/lib/languages/dockerfile.js';
import go from 'highlight.js/lib/languages/go.js';
import http from 'highlight.js/lib/languages/http.js';
import ini from 'highlight.js/lib/languages/ini.js';
import java from 'highlight.js/lib/languages/java.js';
import javascript from 'highlight.js/lib/languages/javascript.js';
import json from 'highlight.js/lib/languages/json.js';
import kotlin from 'highlight.js/lib/languages/kotlin.js';
import lua from 'highlight.js/lib/languages/lua.js';
import markdown from 'highlight.js/lib/languages/markdown.js';
import protobuf from 'highlight.js/lib/languages/protobuf.js';
import python from 'highlight.js/lib/languages/python.js';
import ruby from 'highlight.js/lib/languages/ruby.js';
import rust from 'highlight.js/lib/languages/rust.js';
import shell from 'highlight.js/lib/languages/shell.js';
import sql from 'highlight.js/lib/languages/sql.js';
import typescript from 'highlight.js/lib/languages/typescript.js';
import xml from 'highlight.js/lib/languages/xml.js';
import yaml from 'highlight.js/lib/languages/yaml.js';

const definitions = {
  bash, c, cpp, csharp, css, diff, dockerfile, go, http, ini, java, javascript, json, kotlin, lua, markdown, protobuf,
  python, ruby, rust, shell, sql, typescript, xml, yaml,
};

const moreNames = {
  json: ['jsonc', 'json5'],
  protobuf: ['proto'],
  sql: ['mysql', 'plpgsql', 'postgres', 'postgresql', 'psql', 'sqlite', 'tsql'],
};

let names: Map<string, string> | undefined;

/** The language that a fence's word names, as `highlighter` knows it; null when it is none of ours. */
export function languageNamed(word: string): string | null {
  names ??= register();
  return names.get(word.toLowerCase()) ?? null;
}

/** highlight.js with the languages of `languageNamed` and no others, as far as a bundle is concerned. */
export const highlighter = core;

function register(): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, definition] of Object.entries(definitions)) {
    core.registerLanguage(name, definition);
    for (const word of [name, ...(core.getLanguage(name)?.aliases ?? [])]) found.set(word, name);
  }
  for (const [name, words] of Object.entries(moreNames)) for (const word of words) found.set(word, name);
  return found;
}

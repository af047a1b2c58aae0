declare module 'marked-terminal' {
  import type { MarkedExtension } from 'marked';

  interface TerminalOptions {
    strong?: (text: string) => string;
    em?: (text: string) => string;
    del?: (text: string) => string;
    emoji?: boolean;
    unescape?: boolean;
  }

  export function markedTerminal(options: TerminalOptions): MarkedExtension;
}

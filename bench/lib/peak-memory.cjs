'use strict';
// Required before a program that is measured: says its largest resident set, in KiB, on descriptor 3 when it ends.
process.on('exit', () => process.getBuiltinModule('node:fs').writeSync(3, String(process.resourceUsage().maxRSS)));

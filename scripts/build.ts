import { buildCli } from './build/build-cli.ts';

const { files, bytes, seconds } = await buildCli();
console.log(`dist: ${String(files)} files, ${(bytes / 1024).toFixed(0)} KiB, ${seconds.toFixed(1)} s`);

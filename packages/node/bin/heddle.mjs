#!/usr/bin/env node
import { crash, main } from '../dist/cli.js';

process.on('uncaughtException', crash);
process.exitCode = await main(process.argv.slice(2));

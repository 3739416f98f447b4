#!/usr/bin/env node
import { enableCompileCache } from 'node:module'

// Before anything else is loaded: a third of the start-up is compiling. This file alone is never found in the cache, and so it is short.
enableCompileCache()
const { start } = await import('./cli/start.ts')
await start()

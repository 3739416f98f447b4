import { registerHooks } from 'node:module'

// A third of the start-up is looking on the disk for files whose place is written out in full.
const own = new URL('..', import.meta.url).href
const format = import.meta.url.endsWith('.ts') ? 'module-typescript' : 'module'
registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith('.') || !context.parentURL?.startsWith(own)) return next(specifier, context)
    return { url: new URL(specifier, context.parentURL).href, format: specifier.endsWith('.json') ? 'json' : format, shortCircuit: true }
  },
})

/** Runs the process: its arguments, its streams, and the signals that end it. */
export async function start(): Promise<void> {
  const { run } = await import('./run.ts')
  const stop = new AbortController()
  const hurry = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => (stop.signal.aborted ? hurry.abort() : stop.abort()))
  }
  process.exitCode = await run(process.argv.slice(2), {
    env: process.env,
    get stdin() {
      return process.stdin
    },
    stdout: process.stdout,
    stderr: process.stderr,
    stop: stop.signal,
    hurry: hurry.signal,
  })
}

import type { Writable } from 'node:stream'
import { type Command, type CommandContext, UsageError } from './command.ts'
import { readVersion } from './version.ts'

interface CommandEntry {
  readonly name: string
  readonly summary: string
  readonly load: () => Promise<Command>
}

const COMMANDS: readonly CommandEntry[] = [
  { name: 'serve', summary: 'answer the API server as validating and mutating webhook', load: async () => (await import('./serve/serve.ts')).serve },
  { name: 'check', summary: 'judge manifests: what would be refused, and why', load: async () => (await import('./check/check.ts')).check },
  {
    name: 'predict',
    summary: 'the status that controllers would write for manifests',
    load: async () => (await import('./predict/predict.ts')).predict,
  },
  { name: 'explain', summary: 'why an object gets its status, step by step', load: async () => (await import('./explain/explain.ts')).explain },
  {
    name: 'implementations',
    summary: 'the controllers that are known, and what is known of each by version',
    load: async () => (await import('./implementations/implementations.ts')).implementations,
  },
]

const HELP = `portcullis: admission control for the Gateway API that knows what the controller will say

Usage: portcullis COMMAND [FLAG…]

Commands:
${COMMANDS.map(({ name, summary }) => `  ${name.padEnd(15)} ${summary}`).join('\n')}

portcullis COMMAND --help tells the flags of a command; portcullis --version its version.
`

/** Runs what the arguments name. Exit codes: 0 done, 1 failed, 2 unusable call. */
export async function run(args: readonly string[], context: CommandContext): Promise<number> {
  const [name, ...rest] = args
  // Who writes hears of it; a reader that has seen enough, such as head, is no failure.
  for (const stream of [context.stdout, context.stderr]) stream.on('error', () => {})
  if (name === '--version' || name === 'version') return say(context.stdout, `portcullis ${readVersion()}\n`)
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return say(context.stdout, HELP)
  const entry = COMMANDS.find((command) => command.name === name)
  if (!entry) {
    context.stderr.write(`portcullis: there is no command "${name}": known are ${COMMANDS.map((c) => c.name).join(', ')}; see portcullis --help\n`)
    return 2
  }
  const command = await entry.load()
  if (rest.includes('--help') || rest.includes('-h')) return say(context.stdout, command.help)
  try {
    return await command.run(rest, context)
  } catch (error) {
    const usage = error instanceof UsageError
    context.stderr.write(
      `portcullis ${name}: ${error instanceof Error ? error.message : String(error)}${usage ? `; see portcullis ${name} --help` : ''}\n`,
    )
    return usage ? 2 : (command.failed ?? 1)
  }
}

function say(stream: Writable, text: string): number {
  stream.write(text)
  return 0
}

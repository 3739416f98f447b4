import { implementationProblem } from '../../implementations/index.ts'
import { UsageError } from '../command.ts'
import { given, oneOf, parseFlags } from '../flags.ts'

const FORMATS = ['text', 'json'] as const

export interface ImplementationsFlags {
  /** `NAME@VERSION[,setting=value…]`; all that are known, where it is absent. */
  readonly entry?: string
  readonly diff?: string
  readonly output: (typeof FORMATS)[number]
}

export const IMPLEMENTATIONS_HELP = `portcullis implementations: the controllers that are known, and what is known of each

Usage: portcullis implementations [NAME@VERSION[,setting=value…]] [FLAG…]

Without an argument: every implementation, with its controllerNames, versions and settings.
With one: all that prediction asks of it, at that version and with these settings. The name may be a controllerName.

Flags:
  --diff NAME@VERSION[,…]       what is otherwise in that one
  -o, --output text|json        json is the data as prediction reads it (default text)

Exit codes: 0 shown; 2 the call is unusable, or names what is not known.

Examples:
  portcullis implementations
  portcullis implementations kic@3.5,routerFlavor=expressions
  portcullis implementations istio.io/mesh-controller@1.31 -o json
  portcullis implementations kic@2.8 --diff kic@3.5
`

/** Reads the flags of `implementations`. Throws a UsageError that names the flag or the entry. */
export function readImplementationsFlags(args: readonly string[]): ImplementationsFlags {
  const options = { diff: { type: 'string' }, output: { type: 'string', short: 'o', default: 'text' } } as const
  const { values, positionals } = parseFlags(args, options, true)
  const [entry, more] = positionals
  if (more !== undefined) throw new UsageError(`"${more}" is one too many: name one implementation, and another with --diff`)
  if (entry === undefined && values.diff !== undefined) throw new UsageError('--diff needs an implementation to compare with: name it before')
  for (const [where, one] of [
    ['', entry],
    ['--diff: ', values.diff],
  ] as const) {
    const problem = one === undefined ? undefined : implementationProblem(one)
    if (problem !== undefined) throw new UsageError(`${where}${problem}`)
  }
  return { ...given('entry', entry), ...given('diff', values.diff), output: oneOf('--output', values.output, FORMATS) }
}

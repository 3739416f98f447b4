import { oneOf, parseFlags } from '../flags.ts'
import { CONFIGURATION_HELP, INPUT_HELP, INPUT_OPTIONS, type InputFlags, inputFlags } from '../input/flags.ts'

const FORMATS = ['text', 'json', 'jsonl'] as const
const THRESHOLDS = ['deny', 'warn', 'never'] as const

export interface CheckFlags extends InputFlags {
  readonly output: (typeof FORMATS)[number]
  readonly failOn: (typeof THRESHOLDS)[number]
}

export const CHECK_HELP = `portcullis check: judge manifests as the webhook would, without applying them

Usage: portcullis check PATH… [FLAG…]

${INPUT_HELP}What is decided:
${CONFIGURATION_HELP}Output:
  -o, --output text|json|jsonl  jsonl is one line for each cluster, as is json with --each (default text)
  --fail-on deny|warn|never     which findings make exit code 1 (default deny)

Exit codes: 0 no finding, or none that --fail-on names; 1 findings; 2 the call or some of the input is unusable (the rest is judged all the same).

Examples:
  portcullis check manifests/
  portcullis check 'apps/**/*.yaml' --implementation kic@3.5 -o json
  kustomize build overlays/prod | portcullis check - --from-cluster
`

/** Reads the flags of `check`. Throws a UsageError that names the flag. */
export function readCheckFlags(args: readonly string[]): CheckFlags {
  const options = {
    ...INPUT_OPTIONS,
    output: { type: 'string', short: 'o', default: 'text' },
    'fail-on': { type: 'string', default: 'deny' },
  } as const
  const { values, positionals } = parseFlags(args, options, true)
  return {
    ...inputFlags(values, positionals),
    output: oneOf('--output', values.output, FORMATS),
    failOn: oneOf('--fail-on', values['fail-on'], THRESHOLDS),
  }
}

import { oneOf, parseFlags } from '../flags.ts'
import { CONFIGURATION_HELP, INPUT_HELP, INPUT_OPTIONS, type InputFlags, inputFlags } from '../input/flags.ts'

const FORMATS = ['yaml', 'json', 'jsonl'] as const

export interface PredictFlags extends InputFlags {
  readonly output: (typeof FORMATS)[number]
}

export const PREDICT_HELP = `portcullis predict: the status that controllers would write for manifests, without applying them

Usage: portcullis predict PATH… [FLAG…]

${INPUT_HELP}What runs in the cluster:
${CONFIGURATION_HELP}Output:
  -o, --output yaml|json|jsonl  yaml and json as Kubernetes has it; jsonl is one line {"file", "status": […]} for each cluster, as is json
                                with --each (default yaml)

Exit codes: 0 whatever is predicted; 2 the call or some of the input is unusable (the rest is predicted all the same).

Examples:
  portcullis predict manifests/
  portcullis predict route.yaml --from-cluster
  portcullis predict --each states/ --implementation gateway-api@1.7 -o jsonl
`

/** Reads the flags of `predict`. Throws a UsageError that names the flag. */
export function readPredictFlags(args: readonly string[]): PredictFlags {
  const options = { ...INPUT_OPTIONS, output: { type: 'string', short: 'o', default: 'yaml' } } as const
  const { values, positionals } = parseFlags(args, options, true)
  return { ...inputFlags(values, positionals), output: oneOf('--output', values.output, FORMATS) }
}

import { nearest } from '../../config/nearest.ts'
import { kindNamed } from '../../gateway/kind-names.ts'
import { KINDS, type Kind } from '../../gateway/kinds.ts'
import { UsageError } from '../command.ts'
import { given, oneOf, parseFlags } from '../flags.ts'
import { CLUSTER_HELP, IMPLEMENTATION_HELP, INPUT_OPTIONS, type InputFlags, inputFlags, PATHS_HELP } from '../input/flags.ts'

const FORMATS = ['text', 'json'] as const

export interface ExplainFlags extends InputFlags {
  readonly output: (typeof FORMATS)[number]
  readonly kind: Kind
  /** Absent for kinds that live in no namespace. */
  readonly namespace?: string
  readonly name: string
}

export const EXPLAIN_HELP = `portcullis explain: why an object gets the status that it gets, step by step

Usage: portcullis explain KIND/NAME [-n NAMESPACE] PATH… [FLAG…]

What is explained:
  KIND/NAME, KIND NAME          a GatewayClass, Gateway, ListenerSet, route or BackendTLSPolicy; the kind as kubectl takes it (gtw, httproutes)
  -n, --namespace NAMESPACE     where it is (default: default)

Input:
${PATHS_HELP}${CLUSTER_HELP}                                (with --from-cluster no path is needed)

What runs in the cluster:
${IMPLEMENTATION_HELP}Output:
  -o, --output text|json        (default text)

Exit codes: 0 explained; 2 there is no such object, or the call or some of the input is unusable (what can be read is explained all the same).

Examples:
  portcullis explain httproute/cart -n shop manifests/
  portcullis explain gtw edge -n infra --from-cluster
  kustomize build overlays/prod | portcullis explain httproute/cart -n shop -
`

/** Reads the flags of `explain`. Throws a UsageError that names the flag or word. */
export function readExplainFlags(args: readonly string[]): ExplainFlags {
  const { each: _, preset: __, ...input } = INPUT_OPTIONS
  const options = {
    ...input,
    namespace: { type: 'string', short: 'n' },
    output: { type: 'string', short: 'o', default: 'text' },
  } as const
  const { values, positionals } = parseFlags(args, options, true)
  const { kind, name, paths } = wanted(positionals)
  const facts = kindNamed(kind)
  if (!facts) throw new UsageError(unknownKind(kind))
  if (!facts.namespaced && values.namespace !== undefined) throw new UsageError(`--namespace goes with no ${facts.kind}: it lives in no namespace`)
  return {
    ...inputFlags({ ...values, each: false }, paths, values['from-cluster']),
    output: oneOf('--output', values.output, FORMATS),
    kind: facts.kind,
    name,
    ...given('namespace', facts.namespaced ? (values.namespace ?? 'default') : undefined),
  }
}

function wanted([first, ...rest]: readonly string[]): { readonly kind: string; readonly name: string; readonly paths: readonly string[] } {
  if (first === undefined) throw new UsageError('nothing to explain: name it as KIND/NAME')
  const slash = first.indexOf('/')
  const [name, paths] = slash < 0 ? [rest[0], rest.slice(1)] : [first.slice(slash + 1), rest]
  if (!name || name.includes('/')) throw new UsageError(`"${first}" names no object: write KIND/NAME, and the namespace with -n`)
  return { kind: slash < 0 ? first : first.slice(0, slash), name, paths }
}

function unknownKind(word: string): string {
  const known = KINDS.filter(({ reviewed }) => reviewed).map(({ kind }) => kind)
  const near = nearest(word, known)
  return `there is no kind "${word}" to explain${near === undefined ? '' : `, perhaps ${near}`}: known are ${known.join(', ')}`
}

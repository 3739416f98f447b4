import { UsageError } from '../command.ts'
import { CONFIGURATION_OPTIONS, type ConfigurationFlags, configurationFlags } from '../configuration.ts'
import { given } from '../flags.ts'

/** The flags of every command that reads manifests. */
export const INPUT_OPTIONS = {
  ...CONFIGURATION_OPTIONS,
  each: { type: 'boolean', default: false },
  'from-cluster': { type: 'boolean', default: false },
  kubeconfig: { type: 'string' },
  context: { type: 'string' },
} as const

export const PATHS_HELP = `  PATH…                         files, folders, globs in quotes, - for stdin; YAML streams, JSON, Lists. A folder with a kustomization
                                file is rendered by the kubectl or kustomize on the PATH. All of it together is the cluster
`

export const CLUSTER_HELP = `  --from-cluster                the state is that of a live cluster, with the files laid over it
  --kubeconfig FILE             with --from-cluster: the cluster of a kubeconfig (default: as kubectl)
  --context NAME                with --from-cluster: its context
`

export const INPUT_HELP = `Input:
${PATHS_HELP}  --each                        every file is a cluster of its own
${CLUSTER_HELP}`

export const IMPLEMENTATION_HELP = `  --config FILE                 configuration (YAML)
  --implementation NAME@VERSION[,setting=value…]
                                what runs in the cluster; repeatable, wins over the configuration
`

export const CONFIGURATION_HELP = `${IMPLEMENTATION_HELP}  --preset default|gitops|warn-only
`

export interface InputFlags extends ConfigurationFlags {
  readonly paths: readonly string[]
  readonly each: boolean
  readonly fromCluster: boolean
  readonly kubeconfig?: string
  readonly context?: string
}

interface InputValues {
  readonly config?: string | undefined
  readonly implementation?: string[] | undefined
  readonly preset?: string | undefined
  readonly each: boolean
  readonly 'from-cluster': boolean
  readonly kubeconfig?: string | undefined
  readonly context?: string | undefined
}

/** Throws a UsageError that names the flag. `isEnough`: what is read besides needs no path. */
export function inputFlags(values: InputValues, paths: readonly string[], isEnough = false): InputFlags {
  if (paths.length === 0 && !isEnough) throw new UsageError('nothing to read: name files or folders, or - for standard input')
  if (paths.includes('')) throw new UsageError('a path is empty: name a file or folder')
  for (const flag of ['kubeconfig', 'context'] as const) {
    if (values[flag] !== undefined && !values['from-cluster']) throw new UsageError(`--${flag} goes with --from-cluster`)
  }
  return {
    ...configurationFlags(values),
    paths,
    each: values.each,
    fromCluster: values['from-cluster'],
    ...given('kubeconfig', values.kubeconfig),
    ...given('context', values.context),
  }
}

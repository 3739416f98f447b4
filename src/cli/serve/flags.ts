import { LOG_LEVELS, type LogLevel } from '../../telemetry/logger.ts'
import type { Address } from '../../webhook/address.ts'
import { parseAddress } from '../address.ts'
import { UsageError } from '../command.ts'
import { CONFIGURATION_OPTIONS, type ConfigurationFlags, configurationFlags } from '../configuration.ts'
import { given, oneOf, parseFlags } from '../flags.ts'

export interface ServeFlags extends ConfigurationFlags {
  readonly bind: Address
  readonly healthBind: Address
  readonly kubeconfig?: string
  readonly context?: string
  readonly cluster?: string
  readonly detect: boolean
  readonly tlsDir?: string
  readonly selfSignedDir?: string
  readonly tlsSans: readonly string[]
  readonly namespace?: string
  readonly service: string
  readonly webhookConfiguration: string
  readonly drainDelay?: number
  readonly logLevel: LogLevel
}

export const SERVE_HELP = `portcullis serve: answer the API server as validating and mutating webhook

Usage: portcullis serve [FLAG…]

In a Pod no flag is needed: the cluster is the Pod's own, and the certificate comes from a CA that all replicas share in one Secret.

Cluster:
  --cluster DIR                 the manifests of a folder are the cluster; edits are picked up
  --kubeconfig FILE             the cluster of a kubeconfig (default: the Pod's, else the usual kubeconfig)
  --context NAME                its context
What is decided:
  --config FILE                 configuration (YAML), read again when it changes
  --implementation NAME@VERSION[,setting=value…]
                                what runs in the cluster; repeatable, wins over the configuration
  --preset default|gitops|warn-only
  --detect                      find out by the cluster's Deployments which controllers run, at which version; what is
                                configured wins (needs the right to list Deployments: overlay detect)
Serving:
  --bind ADDRESS:PORT           reviews, HTTPS (default 0.0.0.0:8443)
  --health-bind ADDRESS:PORT    /livez, /readyz and /metrics, plain (default 0.0.0.0:8080)
  --drain-delay SECONDS         go on serving after SIGTERM (default 10, with --cluster 0)
  --log-level LEVEL             ${LOG_LEVELS.join(', ')} (default info)
Certificate:
  --tls-dir DIR                 tls.crt and tls.key, read again when they change
  --self-signed-dir DIR         with --cluster: keep a self-signed certificate there (default: in memory)
  --tls-san NAME                further DNS name or IP address; repeatable (registration by URL needs 127.0.0.1)
  --namespace NAME              where the CA's Secret and the Service are (default: the Pod's, else portcullis-system)
  --service NAME                the Service that the webhooks name (default portcullis)
  --webhook-configuration NAME  both configurations that get the caBundle (default portcullis)

Examples:
  portcullis serve --cluster examples/cluster --bind 127.0.0.1:8443
  portcullis serve --kubeconfig ~/.kube/config --tls-san 127.0.0.1 --implementation kic@3.5,routerFlavor=expressions
`

const OPTIONS = {
  bind: { type: 'string', default: '0.0.0.0:8443' },
  'health-bind': { type: 'string', default: '0.0.0.0:8080' },
  kubeconfig: { type: 'string' },
  context: { type: 'string' },
  cluster: { type: 'string' },
  ...CONFIGURATION_OPTIONS,
  detect: { type: 'boolean' },
  'tls-dir': { type: 'string' },
  'self-signed-dir': { type: 'string' },
  'tls-san': { type: 'string', multiple: true },
  namespace: { type: 'string' },
  service: { type: 'string', default: 'portcullis' },
  'webhook-configuration': { type: 'string', default: 'portcullis' },
  'drain-delay': { type: 'string' },
  'log-level': { type: 'string', default: 'info' },
} as const

/** Reads the flags of `serve`. Throws a UsageError that names the flag. */
export function readServeFlags(args: readonly string[]): ServeFlags {
  const { values } = parseFlags(args, OPTIONS)
  const exclude = (a: keyof typeof OPTIONS, b: keyof typeof OPTIONS, why: string) => {
    if (values[a] !== undefined && values[b] !== undefined) throw new UsageError(`--${a} and --${b} cannot go together: ${why}`)
  }
  exclude('cluster', 'kubeconfig', 'the cluster is either a folder or a real one')
  exclude('cluster', 'context', 'the cluster is either a folder or a real one')
  exclude('tls-dir', 'self-signed-dir', 'the certificate is either yours or our own')
  if (values.detect && values.cluster !== undefined) throw new UsageError('--detect and --cluster cannot go together: a folder runs no controller')
  if (values['self-signed-dir'] !== undefined && values.cluster === undefined) throw new UsageError('--self-signed-dir goes with --cluster')
  return {
    bind: parseAddress('--bind', values.bind),
    healthBind: parseAddress('--health-bind', values['health-bind']),
    ...given('kubeconfig', values.kubeconfig),
    ...given('context', values.context),
    ...given('cluster', values.cluster),
    ...configurationFlags(values),
    detect: values.detect ?? false,
    ...given('tlsDir', values['tls-dir']),
    ...given('selfSignedDir', values['self-signed-dir']),
    tlsSans: values['tls-san'] ?? [],
    ...given('namespace', values.namespace),
    service: values.service,
    webhookConfiguration: values['webhook-configuration'],
    ...given('drainDelay', seconds(values['drain-delay'])),
    logLevel: oneOf('--log-level', values['log-level'], LOG_LEVELS),
  }
}

function seconds(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  if (!/^\d{1,4}(\.\d+)?$/.test(value)) throw new UsageError(`--drain-delay cannot be "${value}": write seconds, such as 10`)
  return Number(value)
}

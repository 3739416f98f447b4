/** A container of a Deployment, as far as it tells what runs in it. */
export interface Container {
  readonly image: string
  /** Only what is written as a value. */
  readonly env: Readonly<Record<string, string>>
  readonly args: readonly string[]
}

export interface Workload {
  readonly namespace: string
  readonly name: string
  readonly containers: readonly Container[]
}

/** How a controller shows itself in the cluster. */
export interface WorkloadSigns {
  /** The name of its implementation. */
  readonly implementation: string
  /** The image's repository, whatever its registry. */
  readonly repository: RegExp
  /** What its environment and arguments set; `all` is every workload of the cluster. */
  settings(own: Container, workload: Workload, all: readonly Workload[]): Readonly<Record<string, string>>
}

/** What the variables begin with that are read below; others are not looked at. */
export const ENV_PREFIXES = ['CONTROLLER_', 'KONG_ROUTER_', 'PILOT_', 'KUMA_MODE', 'KUMA_RUNTIME_KUBERNETES_']

const KONG = /(^|\/)(kong|kong\/kong|kong\/kong-gateway|kong\/kong-gateway-dev)$/

/** Sources: the flags of KIC (`--feature-gates` is CONTROLLER_FEATURE_GATES), pilot/pkg/features of Istio, pkg/config/app/kuma-cp of Kuma. */
export const WORKLOADS: readonly WorkloadSigns[] = [
  {
    implementation: 'kic',
    repository: /(^|\/)kong\/(kubernetes|nightly)-ingress-controller$/,
    settings: (own, workload, all) => {
      const gates = flag(own, 'feature-gates', 'CONTROLLER_FEATURE_GATES') ?? ''
      const services = [
        flag(own, 'publish-service', 'CONTROLLER_PUBLISH_SERVICE'),
        flag(own, 'publish-service-udp', 'CONTROLLER_PUBLISH_SERVICE_UDP'),
      ]
      const named = services.flatMap((service) => (service ? [service] : []))
      const flavor = routerFlavor(workload, all)
      const controllerName = flag(own, 'gateway-api-controller-name', 'CONTROLLER_GATEWAY_API_CONTROLLER_NAME')
      return {
        gatewayAlpha: String(/(^|,)\s*GatewayAlpha\s*=\s*true\b/.test(gates)),
        ...(named.length > 0 && { publishService: named.join('+') }),
        ...(flavor && { routerFlavor: flavor }),
        ...(controllerName && { controllerName }),
      }
    },
  },
  {
    implementation: 'kong-operator',
    repository: /(^|\/)kong\/(gateway-operator(-oss)?|kong-operator)$/,
    settings: controllerNameOnly('controller-name', ''),
  },
  {
    implementation: 'istio',
    repository: /(^|\/)pilot$/,
    settings: (own) => ({
      alphaGatewayAPI: String(own.env.PILOT_ENABLE_ALPHA_GATEWAY_API === 'true'),
      ambient: String(own.env.PILOT_ENABLE_AMBIENT === 'true'),
      ...(own.env.PILOT_GATEWAY_API_CONTROLLER_NAME && { controllerName: own.env.PILOT_GATEWAY_API_CONTROLLER_NAME }),
    }),
  },
  {
    implementation: 'kuma',
    repository: /(^|\/)kuma-cp$/,
    settings: ({ env }) => ({
      // Before 2.6 a zone by itself was called standalone.
      mode: env.KUMA_MODE === 'global' ? 'global' : 'zone',
      gatewaySecretsInAllNamespaces: String(env.KUMA_RUNTIME_KUBERNETES_SUPPORT_GATEWAY_SECRETS_IN_ALL_NAMESPACES === 'true'),
    }),
  },
  { implementation: 'envoy-gateway', repository: /(^|\/)envoyproxy\/gateway(-dev)?$/, settings: () => ({}) },
]

function controllerNameOnly(argument: string, variable: string): WorkloadSigns['settings'] {
  return (own) => {
    const controllerName = flag(own, argument, variable)
    return controllerName ? { controllerName } : {}
  }
}

/** A flag as `--name=value`, `--name value` or its environment variable; an argument wins. */
function flag({ args, env }: Container, name: string, variable: string): string | undefined {
  const written = args.find((arg) => arg.startsWith(`--${name}=`))
  if (written !== undefined) return written.slice(name.length + 3)
  const at = args.indexOf(`--${name}`)
  return (at < 0 ? undefined : args[at + 1]) ?? env[variable]
}

/** The router flavor of the Kong beside the controller, or else of every Kong of the cluster where they agree. Unset it is Kong's own default. */
function routerFlavor(workload: Workload, all: readonly Workload[]): string | undefined {
  const flavors = (workloads: readonly Workload[]) =>
    new Set(
      workloads.flatMap(({ containers }) =>
        containers.filter(({ image }) => KONG.test(imageOf(image).repository)).map(({ env }) => env.KONG_ROUTER_FLAVOR ?? 'traditional_compatible'),
      ),
    )
  const beside = flavors([workload])
  const found = beside.size > 0 ? beside : flavors(all)
  return found.size === 1 ? [...found][0] : undefined
}

/** `registry:5000/kong/kong:3.9@sha256:…` in its parts. */
export function imageOf(image: string): { repository: string; tag: string } {
  const [named = ''] = image.split('@')
  const colon = named.lastIndexOf(':')
  const hasTag = colon > named.lastIndexOf('/')
  return hasTag ? { repository: named.slice(0, colon), tag: named.slice(colon + 1) } : { repository: named, tag: '' }
}

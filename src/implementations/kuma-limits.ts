import type { IgnoredField, Limits } from '../gateway/limits.ts'
import { since } from './version.ts'

type Settings = Readonly<Record<string, string>>

// istio-kuma.md B4 and B7, kumahq/kuma#18265: all of it is lost without a condition.
const OF_ROUTES: readonly IgnoredField[] = [
  { of: 'rule', path: 'timeouts', effect: "requests wait as long as the mesh's own timeouts say", instead: 'use a MeshTimeout' },
  { of: 'rule', path: 'retry', effect: "requests are tried again as the mesh's own retries say", instead: 'use a MeshRetry' },
  { of: 'rule', path: 'sessionPersistence', effect: 'requests of one session go to any endpoint', instead: 'use a MeshLoadBalancingStrategy' },
  { of: 'mirror', path: 'percent', effect: 'all requests are mirrored', instead: 'leave it out, or give the mirror a rule with a narrower match' },
  { of: 'mirror', path: 'fraction', effect: 'all requests are mirrored', instead: 'leave it out, or give the mirror a rule with a narrower match' },
]

const OF_GATEWAYS: readonly IgnoredField[] = [
  {
    of: 'Gateway',
    path: 'addresses',
    effect: 'the Gateway has the address of its generated Service',
    instead: 'set the Service up by the MeshGatewayConfig of the class (serviceTemplate)',
  },
  {
    of: 'Gateway',
    path: 'infrastructure',
    effect: 'what is generated bears neither its labels and annotations nor its parameters',
    instead: 'write them into the MeshGatewayConfig that parametersRef of the GatewayClass names',
  },
  { of: 'Gateway', path: 'tls.frontend', effect: 'clients are asked for no certificate', instead: 'leave it out, and do not rely on it' },
  { of: 'Gateway', path: 'tls.backend', effect: 'backends are shown no certificate', instead: 'leave it out, and do not rely on it' },
  { of: 'listener', path: 'tls.options', effect: 'TLS is set up without them', instead: 'leave them out' },
]

/** Where Kuma and Kong Mesh fall short of the specification: research `istio-kuma.md` B1, B4, B6 and B7. */
export function kumaLimits(version: string, { mode, gatewaySecretsInAllNamespaces }: Settings): Limits {
  const isZone = mode !== 'global'
  return {
    otherZones: 'Kuma reaches Services of its own zone by an HTTPRoute, those of other zones by a MeshHTTPRoute only',
    ...since<Limits>(version, [
      ['2.3', { ignoredFields: [...OF_GATEWAYS, ...OF_ROUTES] }],
      ['3.0', { gatewaysUnread: { lifts: 'kuma@2.14' }, ignoredFields: OF_ROUTES }],
    ]),
    ...(!isZone && { gatewaysUnread: { because: 'in a global control plane', lifts: `kuma@${version},mode=zone` } }),
    ...(gatewaySecretsInAllNamespaces !== 'true' &&
      since<Limits>(version, [
        ['2.3', {}],
        [
          '2.7',
          {
            secretNamespaces: {
              because: 'without its setting supportGatewaySecretsInAllNamespaces',
              lifts: `kuma@${version},gatewaySecretsInAllNamespaces=true`,
              ...(gatewaySecretsInAllNamespaces === undefined && { assumed: true }),
            },
          },
        ],
      ])),
  }
}

import type { FilterChoices } from '../gateway/implementation.ts'
import { clashTable, NO_CLASHES } from './clashes.ts'
import { type ImplementationDefinition, minors, oneOf, type Settings, YES_NO } from './definition.ts'
import { kumaLimits } from './kuma-limits.ts'
import { kumaStatus } from './kuma-status.ts'
import { since } from './version.ts'

// pkg/plugins/runtime/k8s/controllers/gatewayapi/gateway_conversion.go (istio-kuma.md B4): one hostname on one port, whatever the protocols,
// a refused one included; and only one supported protocol on a port.
const CLASHES = clashTable({ HTTP: { HTTPS: 'hostname/protocol' } }, 'hostname')

// istio-kuma.md B6, kumahq/kuma#18265: whatever else there is gets lost without a word.
const FILTERS: FilterChoices = {
  rules: {
    types: { HTTPRoute: ['RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestRedirect', 'URLRewrite', 'RequestMirror'] },
    others: 'ignored',
  },
  backends: { types: { HTTPRoute: [] }, others: 'ignored' },
}

/** Kuma and Kong Mesh. Facts: research `istio-kuma.md` B and C2, `measured-kong-kuma.md`. */
export const kuma: ImplementationDefinition = {
  name: 'kuma',
  title: 'Kuma',
  controllerNames: ['gateways.kuma.io/controller'],
  builtinClasses: {},
  versions: [...minors(2, 3, 14), '3.0'],
  settings: { mode: oneOf('zone', 'global'), gatewaySecretsInAllNamespaces: YES_NO },
  // 3.0 is not released: who configures nothing runs a 2.x.
  assumed: '2.14',
  meshController: 'gateways.kuma.io/controller',
  at: (version, settings) => ({
    listeners: {
      judged: readsGateways(version, settings),
      clashes: CLASHES,
      silentClashes: NO_CLASHES,
      losers: 'all',
      graver: 'HostnameConflict',
      unsetIsEqual: false,
      outside: ['TLS', 'TCP', 'UDP'],
      neverServed: [],
      hostnameScope: 'port',
      mostCertificates: 2,
    },
    listenerSets: false,
    sharedDataPlane: false,
    queryParams: { supported: true },
    filters: FILTERS,
    regularExpressions: 'RE2',
    routeKinds: readsGateways(version, settings) ? ['HTTPRoute'] : [],
    annotationDefaults: [],
    limits: kumaLimits(version, settings),
    // A global control plane writes nothing.
    ...(settings.mode !== 'global' && { status: kumaStatus(version, settings.gatewaySecretsInAllNamespaces === 'true') }),
  }),
}

// 3.0 no longer implements Gateways; a global control plane never reads them.
function readsGateways(version: string, settings: Settings): boolean {
  const implemented = since(version, [
    ['2.3', true],
    ['3.0', false],
  ])
  return implemented && settings.mode !== 'global'
}

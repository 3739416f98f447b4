import type { RouteKind } from '../gateway/kinds.ts'
import type { MappedGatewayChoices, MappedListenerChoices, MappedRouteChoices, ServiceAnnotation } from '../gateway/mapped-choices.ts'
import type { StatusChoices } from '../gateway/status-choices.ts'
import { SPECIFICATION_STATUS } from './specification-status.ts'
import { since } from './version.ts'

type Settings = Readonly<Record<string, string>>

const L4 = ['TLSRoute', 'TCPRoute', 'UDPRoute'] as const satisfies readonly RouteKind[]
const KNOWN: readonly RouteKind[] = ['HTTPRoute', 'TCPRoute', 'UDPRoute', 'TLSRoute']

/**
 * The status that KIC writes, from 2.5: before, it writes the listeners itself, so that the user's get none (kong.md 1.4). 3.5 is measured
 * (`measured-kong-kuma.md`, suites kong*); the rows of other versions are those of kong.md 1.4, 1.6, 2.2 and 2.3.
 */
export function kicStatus(version: string, settings: Settings): StatusChoices | undefined {
  return since<(() => StatusChoices) | undefined>(version, [
    ['2.2', undefined],
    ['2.5', () => statusAt(version, settings)],
  ])?.()
}

function statusAt(version: string, settings: Settings): StatusChoices {
  return {
    ...SPECIFICATION_STATUS,
    gatewayAccepted: 'always',
    mapped: mappedGateways(version, settings),
    coreAlias: true,
    listeners: {
      ...SPECIFICATION_STATUS.listeners,
      kinds: since(version, [
        // "supportedKinds always says HTTPRoute", whatever the protocol.
        ['2.5', Object.fromEntries(['HTTP', 'HTTPS', 'TLS', 'TLS/Terminate', 'TCP', 'UDP'].map((protocol) => [protocol, ['HTTPRoute']]))],
        ['2.8', { ...SPECIFICATION_STATUS.listeners.kinds, HTTP: ['HTTPRoute'], HTTPS: ['HTTPRoute'] }],
        ['2.9', SPECIFICATION_STATUS.listeners.kinds],
      ]),
      secondL4: 'any clash',
      overlappingTls: [],
      mapped: listeners(version, settings),
    },
    routes: {
      ...SPECIFICATION_STATUS.routes,
      // Ignored before 3.0; from then on nothing but a plugin (subtranslator/httproute.go, generateExtensionRefKongPlugin).
      ...since(version, [
        ['2.5', {}],
        ['3.0', { extensionFilters: ['configuration.konghq.com/KongPlugin'] }],
      ]),
      mapped: routes(version, settings),
    },
    backends: {
      // Existence before the grant: the status tells whether a Service in a foreign namespace exists (kong.md 2.3).
      checks: [
        { check: 'kind', reason: 'InvalidKind' },
        { check: 'existence', reason: 'BackendNotFound' },
        { check: 'grant', reason: 'RefNotPermitted' },
      ],
      kinds: ['/Service', 'core/Service'],
      disabledKinds: [],
      filters: {},
      joinReasons: false,
    },
    // Read with GatewayAlpha from 3.4, but no status of one was ever written in the states that were measured.
    policies: { ...SPECIFICATION_STATUS.policies, unwritten: true },
  }
}

const GATEWAY_KEY = 'konghq.com/gateway-unmanaged'
const CLASS_KEY = 'konghq.com/gatewayclass-unmanaged'
const SERVICES_KEY = 'konghq.com/publish-service'
const KEYS = [GATEWAY_KEY, CLASS_KEY, SERVICES_KEY]

/** The annotations of classes and Gateways by which KIC knows what it serves, and by which proxy (kong.md 1.6). */
export function mappedGateways(version: string, { publishService }: Settings): MappedGatewayChoices {
  const known = publishService === undefined ? {} : { services: publishService.split('+') }
  const services = since<ServiceAnnotation>(version, [
    ['2.2', { annotation: GATEWAY_KEY, empty: 'absent', trimmed: false, placeholder: 'true', isList: false, required: true, ...known }],
    ['2.3', { annotation: GATEWAY_KEY, empty: 'a wrong Service', trimmed: false, placeholder: 'true', isList: false, ...known }],
    ['2.6', { annotation: CLASS_KEY, empty: 'absent', trimmed: false, isList: false, ...known }],
    ['2.10', { annotation: CLASS_KEY, empty: 'absent', trimmed: false, isList: true, ...known }],
    ['3.0', { annotation: SERVICES_KEY, empty: 'a wrong Service', trimmed: false, isList: true, ...known }],
    ['3.4', { annotation: SERVICES_KEY, empty: 'absent', trimmed: true, isList: true, ...known }],
  ])
  const classes = since<Pick<MappedGatewayChoices, 'classAnnotation'>>(version, [
    ['2.2', {}],
    ['2.6', { classAnnotation: CLASS_KEY }],
  ])
  return {
    ...classes,
    // From 3.1.1 a class without the annotation is taken for one that somebody else provisions, and accepted.
    otherClassesAccepted: since(version, [
      ['2.2', false],
      ['3.1', true],
    ]),
    services,
    otherAnnotations: KEYS.filter((key) => key !== services.annotation && key !== classes.classAnnotation),
  }
}

function listeners(version: string, { proxyPorts }: Settings): MappedListenerChoices {
  return {
    ...since<Pick<MappedListenerChoices, 'namedKinds'>>(version, [
      ['2.5', {}],
      // GRPCRoute is missing through 3.5 (gateway_controller.go, supportedKinds).
      ['2.8', { namedKinds: KNOWN }],
    ]),
    wrongKindsAreFaults: since(version, [
      ['2.5', false],
      ['2.9', true],
    ]),
    ...(proxyPorts !== undefined && { offered: portsByProtocol(proxyPorts) }),
    notOffered: since<MappedListenerChoices['notOffered']>(version, [
      ['2.5', 'Detached'],
      ['2.9', 'Accepted'],
    ]),
    served: since<MappedListenerChoices['served']>(version, [
      ['2.5', 'Ready'],
      ['2.11', 'Programmed'],
    ]),
    certificateChecks: since<MappedListenerChoices['certificateChecks']>(version, [
      ['2.5', []],
      ['2.6', ['grant', 'kind']],
      ['2.8', ['grant', 'kind', 'existence']],
      ['2.9', ['grant', 'kind', 'existence', 'PEM']],
    ]),
    ungrantedCertificate: since<MappedListenerChoices['ungrantedCertificate']>(version, [
      ['2.5', 'InvalidCertificateRef'],
      ['2.8', 'RefNotPermitted'],
    ]),
  }
}

function portsByProtocol(proxyPorts: string): Record<string, number[]> {
  const ports: Record<string, number[]> = {}
  for (const entry of proxyPorts.split('+')) {
    const [port, protocol = ''] = entry.split(':')
    ports[protocol] = [...(ports[protocol] ?? []), Number(port)]
  }
  return ports
}

function routes(version: string, { gatewayAlpha }: Settings): MappedRouteChoices {
  const alpha = (...kinds: RouteKind[]): RouteKind[] => (gatewayAlpha === 'true' ? kinds : [])
  return {
    ...since<Pick<MappedRouteChoices, 'written'>>(version, [
      // Port, section and hostname count from 2.8; what an earlier one wrote is in no source at hand.
      ['2.5', {}],
      ['2.8', { written: ['HTTPRoute', ...alpha(...L4)] }],
      ['2.9', { written: ['HTTPRoute', ...alpha('GRPCRoute', ...L4)] }],
      ['3.2', { written: ['HTTPRoute', 'GRPCRoute', ...alpha(...L4)] }],
    ]),
    // route_parent_status.go; measured at 3.5 for GRPCRoute.
    entryForSection: since<readonly RouteKind[]>(version, [
      ['2.5', ['HTTPRoute']],
      ['3.5', ['HTTPRoute', 'GRPCRoute']],
    ]),
    unsettledByPort: since<readonly RouteKind[]>(version, [
      ['2.5', []],
      ['3.1', ['HTTPRoute']],
    ]),
    // Kong/kubernetes-ingress-controller #5411 and #6749, of 3.0 and 3.4.
    saidAccepted: since<readonly RouteKind[]>(version, [
      ['2.5', ['GRPCRoute', ...L4]],
      ['3.5', []],
    ]),
    resolvedRefs: ['HTTPRoute'],
    // Kong/kubernetes-ingress-controller #3342.
    programmed: since(version, [
      ['2.5', false],
      ['2.9', true],
    ]),
    counted: since<readonly RouteKind[]>(version, [
      ['2.5', []],
      ['2.10', ['HTTPRoute']],
    ]),
    ...since<Pick<MappedRouteChoices, 'translatedFilters'>>(version, [
      ['2.5', {}],
      ['3.0', { translatedFilters: ['RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestRedirect', 'ExtensionRef'] }],
      ['3.2', { translatedFilters: ['RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestRedirect', 'ExtensionRef', 'URLRewrite'] }],
    ]),
  }
}

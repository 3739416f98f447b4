import type { Limit, Limits } from '../gateway/limits.ts'
import type { ListenerShape } from '../gateway/status-procedures.ts'
import { since } from './version.ts'

type Settings = Readonly<Record<string, string>>

const GATEWAYS = ['istio.io/gateway-controller', 'istio.io/agentgateway-controller']
const UNSUPPORTED = { type: 'Accepted', status: 'False', reason: 'UnsupportedProtocol' } as const

/** Where Istio falls short of the specification, or has rules of its own: istio-kuma.md A1 to A7. */
export function istioLimits(version: string, settings: Settings, controllerName: string): Limits {
  const { alphaGatewayAPI } = settings
  return {
    ...(alphaGatewayAPI !== 'true' && gated(version, alphaGatewayAPI === undefined)),
    ...switchedClass(version, settings, controllerName),
    ...(controllerName !== 'istio.io/unmanaged-gateway' && deployment(controllerName)),
    ...ownListeners(version, controllerName),
    ...since<Limits>(version, [
      ['1.22', { policies: { because: 'before 1.26' } }],
      ['1.26', {}],
    ]),
    versionsNeedServices: {},
  }
}

function gated(version: string, assumed: boolean): Limits {
  const because = 'without PILOT_ENABLE_ALPHA_GATEWAY_API'
  const alpha: Limit = { because, lifts: `istio@${version},alphaGatewayAPI=true`, ...(assumed && { assumed }) }
  return {
    ...since<Limits>(version, [
      ['1.22', { gatedKinds: { kinds: ['TLSRoute', 'TCPRoute'], ...alpha } }],
      ['1.30', { gatedKinds: { kinds: ['TCPRoute'], ...alpha } }],
      ['1.31', {}],
    ]),
    // Before 1.25 any protocol is passed on.
    ...since<Limits>(version, [
      ['1.22', {}],
      ['1.25', { gatedProtocols: { protocols: ['TLS', 'TCP'], ...alpha } }],
      ['1.30', { gatedProtocols: { protocols: ['TCP'], ...alpha } }],
      ['1.31', {}],
    ]),
    ...since<Limits>(version, [
      ['1.22', {}],
      ['1.26', { policies: alpha }],
      ['1.28', {}],
    ]),
  }
}

const SWITCHES: Readonly<Record<string, { readonly className: string; readonly by: string; readonly from: string }>> = {
  'istio.io/mesh-controller': { className: 'istio-waypoint', by: 'PILOT_ENABLE_AMBIENT', from: '1.22' },
  'istio.io/eastwest-controller': { className: 'istio-east-west', by: 'AMBIENT_ENABLE_MULTI_NETWORK', from: '1.27' },
  'istio.io/agentgateway-controller': { className: 'istio-agentgateway', by: 'PILOT_ENABLE_AGENTGATEWAY', from: '1.30' },
  'istio.io/agentgateway-waypoint-controller': { className: 'istio-agentgateway-waypoint', by: 'PILOT_ENABLE_AGENTGATEWAY', from: '1.31' },
}

/** Classes that istiod knows only with a switch of their own; it makes the object of a class that it knows. */
function switchedClass(version: string, { ambient, classes }: Settings, controllerName: string): Limits {
  const off = Object.hasOwn(SWITCHES, controllerName) ? SWITCHES[controllerName] : undefined
  if (!off || classes?.split('+').includes(off.className)) return {}
  const isWaypoint = off.className === 'istio-waypoint'
  if (isWaypoint && ambient === 'true' && classes === undefined) return {}
  if (
    since(version, [
      ['1.22', off.from === '1.22'],
      [off.from, true],
    ])
  ) {
    const assumed = classes === undefined && (!isWaypoint || ambient === undefined)
    const setting = isWaypoint ? 'ambient=true' : `classes=${classes ?? 'istio+istio-remote'}+${off.className}`
    return { classOff: { because: `without ${off.by}`, lifts: `istio@${version},${setting}`, ...(assumed && { assumed }) } }
  }
  return { classOff: { because: `before ${off.from}` } }
}

function deployment(controllerName: string): Limits {
  return {
    deployment: {
      // The suffix is the name of the class (gatewaycommon/classinfo.go, deploymentcontroller.go; istio/istio#58941, #58595).
      isNamedAfterClass: controllerName === GATEWAYS[0],
      longestName: 63,
      nameAnnotation: 'gateway.istio.io/name-override',
      reservedPorts: [15021],
    },
  }
}

function ownListeners(version: string, controllerName: string): Limits {
  const allowed = expectedListeners(version, controllerName)
  return allowed ? { listeners: { allowed, condition: UNSUPPORTED } } : {}
}

/** The only listeners of waypoints and east-west gateways. istio-kuma.md A3 (L2, L3). */
export function expectedListeners(version: string, controllerName: string): readonly ListenerShape[] | undefined {
  if (controllerName === 'istio.io/mesh-controller' || controllerName === 'istio.io/agentgateway-waypoint-controller')
    return [{ port: 15008, protocol: 'HBONE' }]
  if (controllerName !== 'istio.io/eastwest-controller') return undefined
  const hbone = { port: 15008, protocol: 'HBONE', tls: 'Terminate' } as const
  return since<readonly ListenerShape[]>(version, [
    ['1.22', [hbone]],
    ['1.30', [hbone, { protocol: 'TLS', tls: 'Passthrough' }]],
  ])
}

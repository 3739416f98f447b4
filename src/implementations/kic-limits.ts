import type { Limit, Limits } from '../gateway/limits.ts'
import { since } from './version.ts'

type Settings = Readonly<Record<string, string>>

/** Where KIC falls short of the specification: `kong.md` 1.1 to 1.5, 2.2 and 3.3, `measured-kong-kuma.md`. */
export function kicLimits(version: string, { gatewayAlpha }: Settings): Limits {
  return {
    ...since<Limits>(version, [
      ['2.2', { backendsPerRule: { because: 'before 2.4' } }],
      ['2.4', {}],
    ]),
    ...(gatewayAlpha !== 'true' && gatedKinds(version, gatewayAlpha === undefined)),
    timeouts: since(version, [
      ['2.2', { request: 'ignored', backendRequest: 'ignored' }],
      // A Kong Service holds it.
      ['3.1', { request: 'ignored', backendRequest: 'one for all rules' }],
    ] as const),
    parentPort: since(version, [
      ['2.2', 'ignored'],
      ['2.8', 'for acceptance only'],
    ] as const),
    ...since<Limits>(version, [
      ['2.2', { parentSection: 'ignored' }],
      ['2.6', {}],
    ]),
    ...since<Limits>(version, [
      ['2.2', { everyHttpListener: {} }],
      ['3.1', {}],
    ]),
    // The documentation of 2.4 and 2.5 says so of both, although 2.5 reads the certificates.
    ...since<Limits>(version, [
      ['2.2', { listenerTls: { because: 'before 2.6' } }],
      ['2.6', { certificatesPerListener: {} }],
    ]),
    // Documented for as long as one Gateway per class is.
    ...since<Limits>(version, [
      ['2.2', {}],
      ['2.5', { classesPerController: { because: 'before 3.0' } }],
      ['3.0', {}],
    ]),
  }
}

function gatedKinds(version: string, assumed: boolean): Limits {
  const gate = (...kinds: NonNullable<Limits['gatedKinds']>['kinds'][number][]): Limits => ({ gatedKinds: { kinds, ...alpha(version, assumed) } })
  return since<Limits>(version, [
    ['2.2', {}],
    ['2.6', gate('TCPRoute', 'UDPRoute', 'TLSRoute')],
    ['2.9', gate('GRPCRoute', 'TCPRoute', 'UDPRoute', 'TLSRoute')],
    ['3.2', gate('TCPRoute', 'UDPRoute', 'TLSRoute')],
  ])
}

function alpha(version: string, assumed: boolean): Limit {
  return { because: 'without its feature gate GatewayAlpha', lifts: `kic@${version},gatewayAlpha=true`, ...(assumed && { assumed }) }
}

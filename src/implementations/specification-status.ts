import type { StatusChoices } from '../gateway/status-choices.ts'

const PASS = [
  'RequestHeaderModifier',
  'ResponseHeaderModifier',
  'RequestMirror',
  'RequestRedirect',
  'URLRewrite',
  'CORS',
  'ExternalAuth',
  'ExtensionRef',
]

/** The status that the specification's text asks for (gateway-api.md 2.3 to 2.12; contradictions as settled in section 6 there). */
export const SPECIFICATION_STATUS: StatusChoices = {
  addressTypes: ['IPAddress', 'Hostname'],
  domainAddresses: false,
  setsOfRefusedGateway: 'ParentNotAccepted',
  frontendCa: {
    kinds: ['/ConfigMap', '/Secret', 'certificates.k8s.io/ClusterTrustBundle'],
    keys: ['ca.crt'],
    onlyKey: false,
    contentRead: true,
    allMustBeGood: false,
  },
  listeners: {
    kinds: {
      HTTP: ['HTTPRoute', 'GRPCRoute'],
      HTTPS: ['HTTPRoute', 'GRPCRoute'],
      TLS: ['TLSRoute'],
      'TLS/Terminate': ['TLSRoute'],
      TCP: ['TCPRoute'],
      UDP: ['UDPRoute'],
    },
    acceptedWhenFaulty: true,
    faultyInConflicts: true,
    clashInOneSet: 'later loses',
    secondL4: 'loses',
    uniqueAlgorithms: false,
    needsCertificate: true,
    passthroughTakesNone: false,
    certificateOverKinds: false,
    overlappingTls: ['HTTPS', 'TLS'],
    conflictSettledFirst: 'ProtocolConflict',
  },
  routes: {
    isolation: false,
    refusedNotCounted: [],
    oneRule: [],
    portsShareEntry: false,
    overlapCondition: false,
    ruleFaults: false,
    unpublished: 'UnsupportedValue',
  },
  backends: {
    checks: [
      { check: 'kind', reason: 'InvalidKind' },
      { check: 'grant', reason: 'RefNotPermitted' },
      { check: 'existence', reason: 'BackendNotFound' },
    ],
    kinds: ['/Service', 'multicluster.x-k8s.io/ServiceImport', 'gateway.networking.x-k8s.io/XBackend'],
    disabledKinds: [],
    filters: { HTTPRoute: PASS, GRPCRoute: PASS },
    joinReasons: false,
  },
  policies: {
    ca: {
      kinds: ['/ConfigMap', '/Secret', 'certificates.k8s.io/ClusterTrustBundle'],
      keys: ['ca.crt'],
      onlyKey: false,
      contentRead: true,
      allMustBeGood: false,
    },
    ancestorAsWritten: false,
    portsShareAncestor: true,
    loserResolvesRefs: true,
  },
}

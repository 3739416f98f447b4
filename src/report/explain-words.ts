import type { Look, StepCheck } from '../gateway/status-steps.ts'
import type { DefaultGateways } from '../prediction/default-gateways.ts'
import type { Decider, Silence } from '../prediction/explain/explanation.ts'

type Words = (look: Look) => string

const or = (value: string | undefined, otherwise: string) => (value === undefined || value === '' ? otherwise : value)
const kindOf = (groupKind: string | undefined) => (groupKind ?? '').replace(/^\//, '')

const CONTENTS: Readonly<Record<string, string>> = {
  good: 'it holds what it should',
  unknown: 'what it holds is not known',
  'wrong type': 'its type is not kubernetes.io/tls',
  'lacks a key': 'it lacks tls.crt or tls.key',
  unusable: 'certificate and key are no pair, or their time is over or has yet to come',
  missing: 'it does not hold the key under which the certificate should be',
  'not a certificate': 'what it holds is no certificate',
}

const TLS: Readonly<Record<string, string>> = {
  Passthrough: 'cannot pass TLS through',
  'no certificate': 'terminates TLS, and names no certificate',
  certificates: 'passes TLS through, and may name no certificate',
}

/** What is said of each check. */
const WORDS: Readonly<Record<StepCheck, Words>> = {
  parameters: () => 'none are asked for',
  address: ({ asked, ok }) => (ok === false ? `an address of type ${asked} cannot be used` : `an address of type ${asked}`),
  twin: ({ subject, found }) => `${subject} has the same name and owner's name, is taken for it, and lost: ${found}`,
  headless: () => 'the Service has no address of its own, under which requests could be caught',
  waypoint: () => 'requests to it go through the Gateway of another controller',
  'let in': ({ subject, asked, found, ok }) => `${subject} lets in ListenerSets from ${fromWords(found)}${ok ? '' : `, not from ${asked}`}`,
  precedence: ({ found }) => `comes after ${found}`,
  listeners: ({ asked, found }) => `${found} are ${asked}`,
  programmed: ({ ok }) => (ok ? 'the listener is programmed' : 'the listener is not programmed'),
  carrier: ({ asked, found, ok }) => `${found} ${ok ? 'carries' : 'cannot carry'} a ${asked}`,
  translation: ({ ok }) =>
    ok === undefined
      ? 'nobody says whether it was configured in the proxy'
      : ok
        ? 'it can be configured in the proxy'
        : 'it cannot be configured in the proxy',
  section: ({ asked, found, ok }) =>
    asked === undefined ? 'any will do' : ok ? `${asked} is asked for` : `${asked} is asked for, not ${or(found, 'this')}`,
  port: ({ asked, found, ok }) => {
    if (found === undefined)
      return ok === undefined ? 'its ports are not known' : ok ? 'the Service has it' : `the Service does not have it for ${asked}`
    return asked === undefined ? 'any will do' : ok ? `${asked} is asked for` : `${asked} is asked for, not ${found}`
  },
  'route kind': ({ asked, found, ok }) => `takes ${or(found, 'no kind of route')}${ok || !found ? '' : `, not ${asked}`}`,
  namespace: ({ asked, found, ok }) =>
    found === 'Selector'
      ? `its selector ${ok ? 'chooses' : 'does not choose'} ${asked}`
      : `takes routes from ${fromWords(found)}${ok ? '' : `, not from ${asked}`}`,
  hostname: ({ subject, asked, found }) => {
    if (subject === '') return `${asked} has no hostnames, and ${found} is given`
    if (asked === undefined) return `none is asked for; the listener has ${or(found, 'no limit')}`
    return `${asked} is asked for; the listener has ${or(found, 'no limit')}`
  },
  isolation: ({ asked }) => `another listener on the port has ${asked} for itself`,
  'one rule': ({ found }) => `there must be one rule, and there are ${found}`,
  filters: ({ found }) => `cannot be used${found === undefined ? '' : `: ${found}`}`,
  matches: () => 'a regular expression cannot be read',
  overlap: ({ subject, asked }) =>
    asked === 'routes' ? 'another route there matches the same requests' : `${subject} is served for the same names on the port`,
  protocol: ({ asked, ok }) => (ok ? or(asked, '') : `${asked} is not supported`),
  kinds: ({ asked, found, ok }) => `takes ${or(found, 'no kind of route')}${ok ? '' : `; cannot take ${asked}`}`,
  selector: ({ ok }) => (ok ? 'namespaces are chosen by a selector' : 'namespaces are chosen by a selector that is not there or cannot be read'),
  tls: ({ asked, found }) => `${asked} ${TLS[found ?? ''] ?? (found === 'none' ? 'needs tls, and has none' : 'has no tls, and some is given')}`,
  conflict: ({ subject, found, ok }) => `${found}, with ${subject}${ok ? ', which comes after it' : ''}`,
  served: ({ asked, found }) => {
    if (asked === 'Gateway') return `the Gateway is refused: ${found}`
    const [what, ...why] = (asked ?? '').split(', ')
    return `${found} ${what} can be served${why.map((one) => `, ${one}`).join('')}`
  },
  kind: ({ asked, found, ok }) => (ok ? kindOf(asked) : `${kindOf(asked)} is not taken${found === undefined ? '' : `: ${found} would be`}`),
  grant: ({ asked, found, ok }) => {
    if (found === 'not needed') return 'none is needed inside a namespace'
    if (ok === undefined) return `the ReferenceGrants in ${asked} are not known`
    return ok ? `a ReferenceGrant in ${asked} permits it` : `no ReferenceGrant in ${asked} permits it`
  },
  existence: ({ ok }) => (ok === undefined ? 'whether it is there is not known' : ok ? 'it is there' : 'it is not there'),
  content: ({ found }) => CONTENTS[found ?? ''] ?? or(found, ''),
  'client CA': ({ found }) =>
    found === 'AllowInsecureFallback'
      ? 'clients are let in without a certificate that is any good'
      : `the CA certificates for clients are of no use: ${found}`,
  'port offered': ({ asked }) => `the proxy does not offer port ${asked} for the protocol`,
  'port given': () => 'no port is given',
  'disabled kind': () => 'the kind is switched off',
  'dotted name': () => 'the name of a Service has no dots',
  'external name': () => 'the Service is an ExternalName',
  policy: ({ asked, found }) => `BackendTLSPolicy ${asked} is of no use: ${found}`,
  'filter values': () => 'a filter has a value that cannot be used',
  target: ({ found, ok }) => (ok ? 'nobody older has it' : `${found} is older and has it`),
  CA: ({ found, ok }) => (ok ? 'the CA certificates can be used' : `the CA certificates are of no use: ${found}`),
  applies: ({ subject, found, ok }) => (ok ? `is used for ${subject}` : `is not used for ${subject}${found === undefined ? '' : `: ${found} is`}`),
  attached: ({ subject, found }) => `${subject}${found ? ` (${found})` : ''}`,
}

function fromWords(found: string | undefined): string {
  if (found === 'All') return 'every namespace'
  if (found === 'None') return 'nowhere'
  return found === 'Selector' ? 'the namespaces of its selector' : or(found, 'its own namespace')
}

export function lookWords(look: Look): string {
  return WORDS[look.check](look)
}

/** `class eg: Envoy Gateway 1.9 (gateway.envoyproxy.io/gatewayclass-controller)` */
export function deciderWords({ className, controllerName, title, version, assumed }: Decider): string {
  return `${className === undefined ? 'mesh' : `class ${className}`}: ${title}${assumed ? `, assumed to be ${version}` : ''} (${controllerName})`
}

const UNWRITTEN: Readonly<Record<string, string>> = {
  'not known': 'what the controller writes here is not known',
  'kind not read': 'the controller does not read routes of this kind with its settings',
  'parent of another kind': 'the route names a parent of another kind as well, and the controller leaves it alone',
  'unusable selector': 'a listener chooses namespaces by a selector that cannot be read, and the controller stops at it',
  'Gateway without status': 'its Gateway gets no status either',
  'class not mapped': 'the class lacks the annotation by which its Gateways are mapped onto the proxy',
  'wrong Service': 'the Gateway names a Service that is not that of the proxy',
  'certificate named': 'a listener for HTTPS names no certificate: what the controller makes of the Gateway is refused by its own checks',
  'two certificates at most': 'a listener has more than two certificates: what the controller makes of the Gateway is refused by its own checks',
  'secret in reach': 'a certificate is a Secret in a namespace that the controller does not read',
  'secret of one mesh': 'a certificate is a Secret that an older Gateway uses in another mesh',
  'selector readable': 'a listener chooses namespaces by a selector that cannot be read',
  'header changed once': 'a filter changes one header more than once: what the controller makes of the route is refused by its own checks',
  'hostname no address': 'a filter sets an address as hostname: what the controller makes of the route is refused by its own checks',
  'mirror permitted': 'a mirror needs a ReferenceGrant: what the controller makes of the route is refused by its own checks',
  'backend or redirect': 'a rule has neither backend nor redirect: what the controller makes of the route is refused by its own checks',
  'name fits': 'the names of route and Service are too long for the name of what is made of them',
}

const DEFAULT_GATEWAYS: Readonly<Record<DefaultGateways['state'], (scope: string) => string>> = {
  found: (scope) => `Gateways have defaultScope: ${scope}; what is written for routes that they take without being named is not predicted yet`,
  leaving: (scope) => `every Gateway that has defaultScope: ${scope} is being deleted`,
  absent: (scope) => `no Gateway has defaultScope: ${scope}`,
  unknown: (scope) => `whether a Gateway has defaultScope: ${scope} is not known`,
}

/** Why nothing is written, for a person. */
export function silenceWords(silence: Silence, kind: string): string {
  switch (silence.because) {
    case 'kind without status':
      return `a ${kind} has no status`
    case 'kind not predicted':
      return `what is written on an ${kind} is not predicted, only what is wrong with it: see check`
    case 'class absent':
      return `there is no GatewayClass ${silence.className}`
    case 'class not known':
      return `whether there is a GatewayClass ${silence.className} is not known`
    case 'class refused':
      return `GatewayClass ${silence.className} is refused, and its Gateways with it`
    case 'foreign controller':
      return `GatewayClass ${silence.className} belongs to a controller that is not known here (${silence.controllerName}); --implementation gateway-api@VERSION takes it by the bare specification`
    case 'not predicted yet':
      return `what ${silence.title} writes is not predicted yet`
    case 'parent absent':
      return `there is no ${silence.parent}`
    case 'parent not known':
      return `whether there is a ${silence.parent} is not known`
    case 'parent refused':
      return `${silence.parent} is refused as a whole (${silence.reason})`
    case 'foreign parent':
      return `no controller known here reads a parent of kind ${silence.kind}`
    case 'default Gateways':
      return DEFAULT_GATEWAYS[silence.state](silence.scope)
    case 'written over':
      return `${silence.by} names the same parent, and its entry takes the place of this one`
    case 'route kind not read':
      return `the controller does not read kind ${kind}`
    case 'listener sets not read':
      return 'the controller does not read ListenerSets'
    case 'unwritten':
      return UNWRITTEN[silence.why] ?? silence.why
    case 'set not let in':
      return 'the Gateway does not let the ListenerSet in'
    case 'unused':
      return 'no route that a known controller takes sends traffic to its targets'
    case 'nothing written':
      return 'the controller writes nothing here'
  }
}

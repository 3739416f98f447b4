import type { Implementation } from '../../gateway/implementation.ts'
import type { DeploymentLimits, Limit, Limits, ParametersLimit } from '../../gateway/limits.ts'
import type { ListenerShape } from '../../gateway/status-procedures.ts'
import { kindWords, listed, type Phrases, phraseOf, type Row, rowsOf, type Say, said, sayings, type Words } from './row.ts'

const gateways = sayings('Classes and Gateways')
const listeners = sayings('Listeners')
const certificates = sayings('Certificates')
const routes = sayings('Routes')
const backends = sayings('Backends')
const policies = sayings('Policies')

const conditionWords = ({ type, status, reason, ...rest }: NonNullable<Limit['condition']>) => said(rest, `${type}=${status}/${reason}`)

/** Why, and how it would be otherwise; the version in an entry goes without saying where it is the one at hand. */
export const limitPhrases = ({ name, version }: Implementation): Phrases<Limit> => ({
  because: (because) => because,
  condition: (condition) => condition && conditionWords(condition),
  lifts: (entry) => entry && `otherwise with ${entry.startsWith(`${name}@${version},`) ? entry.slice(`${name}@${version},`.length) : entry}`,
  assumed: (assumed) => (assumed ? 'the setting is not configured here' : undefined),
})

const SHAPE: Phrases<ListenerShape> = {
  protocol: (protocol) => protocol,
  tls: (mode) => mode && `tls.mode ${mode}`,
  port: (port) => (port === undefined ? undefined : `port ${port}`),
}

/** `HBONE on port 15008` */
export function shapeWords(shape: ListenerShape): string {
  return phraseOf(SHAPE, shape, ' on ').replace(' on tls', ' with tls')
}

const DEPLOYMENT: Phrases<DeploymentLimits> = {
  isNamedAfterClass: (yes) => (yes ? 'is named GATEWAY-CLASS' : 'is named as the Gateway'),
  longestName: (most) => `with ${most} characters at most`,
  nameAnnotation: (annotation) => `or as ${annotation} has it`,
  reservedPorts: (ports) => `has for itself port ${ports.join(', ')}`,
}

const TIMEOUTS: Phrases<NonNullable<Limits['timeouts']>> = {
  request: (request) => `request: ${request}`,
  backendRequest: (backend) => `backendRequest: ${backend ?? 'each rule has its own'}`,
}

function words(implementation: Implementation): Words<Limits> {
  const phrases = limitPhrases(implementation)
  const limited = (limit: Limit, own: string) => {
    const more = phraseOf(phrases, limit)
    return more === '' ? own : `${own}; ${more}`
  }
  const limit = (say: (what: string, words: (value: Limit | undefined) => string) => Say<Limit | undefined>, what: string, yes: string, no: string) =>
    say(what, (value) => (value ? limited(value, yes) : no))
  const parameters = (what: string): Say<ParametersLimit | undefined> =>
    gateways.answer(what, (value) => {
      if (!value) return 'any kind, or not known'
      const { kinds, ...rest } = value
      return limited(rest, `only ${listed(kinds.map(kindWords), 'none')}`)
    })
  return {
    classesPerController: limit(gateways.answer, 'Classes of one controllerName', 'one', 'any number'),
    classParameters: parameters('Kinds that do as parameters of a class'),
    gatewayParameters: parameters('Kinds that do as parameters of a Gateway'),
    classOff: limit(gateways.answer, 'The class', 'is not known', 'is known'),
    deployment: gateways.answer('The proxy that is deployed for a Gateway', (value) =>
      value ? phraseOf(DEPLOYMENT, value, ', ') : 'not known, or none',
    ),
    listeners: listeners.answer('The only listeners that a Gateway may have', (value) => {
      if (!value) return 'any'
      const { allowed, ...rest } = value
      return limited(rest, allowed.map(shapeWords).join(', or '))
    }),
    gatedProtocols: listeners.answer('Protocols that are served only with a gate', (value) => {
      if (!value) return 'none'
      const { protocols, ...rest } = value
      return limited(rest, listed(protocols, 'none'))
    }),
    policies: limit(policies.answer, 'BackendTLSPolicies', 'are not read', 'are read, or not known'),
    versionsNeedServices: limit(backends.answer, 'Versions between which traffic is split', 'need a Service each', 'not known'),
    protocols: listeners.list('Protocols that are served', 'none', 'all that have route kinds'),
    listenersPerPort: limit(listeners.answer, 'Listeners on one port', 'one, whatever protocol and hostname say', 'as protocols and hostnames allow'),
    everyHttpListener: limit(
      routes.answer,
      'An HTTPRoute without a section, where some HTTP listener does not take HTTPRoutes',
      'is refused by the webhook of the controller',
      'attaches to the others',
    ),
    listenerTls: limit(certificates.answer, 'The `tls` of a listener', 'is not read', 'is read'),
    certificatesPerListener: limit(certificates.answer, 'Certificates that a listener may have', 'one', 'several'),
    gatedKinds: routes.answer('Route kinds that are read only with a gate', (value) => {
      if (!value) return 'none'
      const { kinds, ...rest } = value
      return limited(rest, listed(kinds, 'none'))
    }),
    timeouts: routes.answer('Timeouts of an HTTPRoute', (value) =>
      value ? phraseOf(TIMEOUTS, value) : 'as the specification has them, or not known',
    ),
    parentPort: routes.oneOfOr(
      'The port of a parentRef',
      { ignored: 'is ignored', 'for acceptance only': 'counts for acceptance, and not for what is served' },
      'counts',
    ),
    parentSection: routes.oneOfOr('The section of a parentRef', { ignored: 'is ignored' }, 'counts'),
    gatewaysUnread: limit(gateways.answer, 'Gateways and GatewayClasses', 'are not read', 'are read'),
    secretNamespaces: limit(
      certificates.answer,
      'Secrets of a listener',
      'are read from the namespace of the controller only',
      'are read from all namespaces',
    ),
    otherZones: backends.answer('Services of other clusters', (words) => words ?? 'are nothing of its own'),
    ignoredFields: routes.answer('Fields that are dropped without a word', (fields) =>
      listed(
        (fields ?? []).map(({ of, path, effect, instead }) => `${path} of a ${of} (${effect}; ${instead})`),
        'none, or not known',
      ),
    ),
    backendsPerRule: limit(backends.answer, 'Backends of one rule', 'one; a route with more is dropped', 'any number'),
  }
}

/** Where it falls short of the specification; what is not listed is no limit, or not known. */
export function limitRows(implementation: Implementation): Row[] {
  return rowsOf(words(implementation), implementation.limits ?? {})
}

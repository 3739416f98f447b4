import type { ListenerStatusChoices } from '../../gateway/listener-choices.ts'
import type { EachConditionChoices } from '../../gateway/status-procedures.ts'
import { shapeWords } from './limit-words.ts'
import { mappedListenerRows } from './mapped-words.ts'
import { listed, type Phrases, phraseOf, type Row, rowsOf, said, sayings, type Words } from './row.ts'

const listeners = sayings('Listeners')
const certificates = sayings('Certificates')
const sets = sayings('ListenerSets')

const PROTOCOLS: Readonly<Record<string, string>> = {
  'TLS/Terminate': 'TLS that is terminated',
  'TLS/none': 'TLS without `tls`',
  TLS: 'TLS that is passed through',
}
const KNOWN = ['HTTP', 'HTTPS', 'TLS', 'TLS/Terminate', 'TLS/none', 'TCP', 'UDP']

/** What goes without `tls` is as what terminates, unless it has kinds of its own. */
function kindRows(kinds: ListenerStatusChoices['kinds']): Row[] {
  const others = Object.keys(kinds).filter((protocol) => !KNOWN.includes(protocol))
  return [...KNOWN, ...others].map((protocol) => {
    const own = kinds[protocol] ?? (protocol === 'TLS/none' ? kinds['TLS/Terminate'] : undefined)
    return listeners.row(`Route kinds of ${PROTOCOLS[protocol] ?? protocol}`, own ? listed(own, 'none') : 'not supported')
  })
}

const OWN_CERTIFICATE: Phrases<NonNullable<EachConditionChoices['ownCertificate']>> = {
  option: (option) => `is used with the option ${option}`,
  values: (values) => values.join(' or '),
}

const EACH: Words<EachConditionChoices> = {
  certificates: certificates.answer('Certificates of a listener that terminates TLS', ({ least, most, ...rest }) =>
    said(rest, least === most ? `${least}` : `${least} to ${most}`),
  ),
  grantLast: certificates.either('A missing grant for a certificate', 'counts only where the certificate could be used', 'counts before all else'),
  ownCertificate: certificates.answer('A certificate of its own', (own) => (own ? phraseOf(OWN_CERTIFICATE, own, ': ') : 'is never used')),
  notAccepted: listeners.list('Reasons of ResolvedRefs that cost Accepted as well', 'none'),
  caAsCertificate: certificates.either(
    'Bad CA certificates of clients',
    'are told as bad certificates, save where a grant is missing',
    'have reasons of their own',
  ),
  withoutTls: listeners.oneOf('An HTTPS or TLS listener without `tls`', {
    served: 'is served',
    placeholder: 'of a Gateway may be there for ListenerSets only, which nobody is told',
  }),
  expected: listeners.answer('The only listener that is Accepted', (shapes) =>
    shapes ? `${shapes.map(shapeWords).join(', or ')}; others serve all the same` : 'any',
  ),
  faultyParents: listeners.list('Whose faulty listeners can be parents of routes', "nobody's"),
  ownersMixedUp: sets.either('A Gateway and a ListenerSet of one namespace and name', 'are taken for one', 'are two'),
}

const WORDS: Words<ListenerStatusChoices> = {
  kinds: kindRows,
  protocolsUnchecked: listeners.either('A protocol that is not known', 'is passed on, and nobody is told', 'is refused'),
  refusedProtocols: listeners.list('Protocols that are refused for want of a setting', 'none'),
  kindsCounted: listeners.either('A route kind that a listener names twice', 'is one that it cannot take', 'counts once'),
  selectorlessTakesAll: listeners.either('Namespaces by a selector that is absent', 'are all namespaces', 'are none'),
  acceptedWhenFaulty: listeners.either('A listener with a fault of its own', 'has an Accepted condition', 'has no Accepted condition'),
  each: (each) => [
    listeners.row('How conditions come about', each ? 'each check sets its own, and a later check overrides' : 'in the order of the specification'),
    ...(each ? rowsOf(EACH, each) : []),
  ],
  conditionsOf: listeners.oneOfOr(
    'The conditions of a listener tell',
    { 'every fault': 'every fault', 'the first fault': 'the first fault of protocol, conflict and references' },
    'every fault',
  ),
  unsupportedKinds: listeners.list('Route kinds of an unsupported protocol', 'none'),
  takesExpired: certificates.either('A certificate whose time is over, or to come', 'is as good as any', 'is bad'),
  grantBeforeKind: certificates.either('A missing grant for a certificate of an unsupported kind', 'is told', 'is not told'),
  unsupportedInConflicts: listeners.either('Protocols that are not supported, in conflicts', 'take part', 'take no part'),
  faultyInConflicts: listeners.either('Faulty listeners, in conflicts', 'take part', 'take no part'),
  conflictSettledFirst: listeners.answer('Settled first', (reason) => `${reason}; who lost it takes no part in the other`),
  secondL4: listeners.oneOf('A later TCP or UDP listener on a port', {
    'conflicted only': 'is Conflicted, and nothing else',
    loses: 'loses as any other',
    'any clash': 'is in a clash like any other',
  }),
  clashInOneSet: sets.oneOf('A clash inside one ListenerSet', { 'all lose': 'all of it lose', 'later loses': 'the later one loses' }),
  someCertificatesBad: certificates.answer('Some certificates of a listener bad', (reason) =>
    reason === undefined ? 'the reason of the first bad one' : `${reason}, and the listener is programmed`,
  ),
  uniqueAlgorithms: certificates.either('Two certificates of one name and algorithm', 'are a fault', 'are none'),
  needsCertificate: certificates.either('A terminating listener without a certificate', 'is not Programmed', 'is Programmed'),
  passthroughTakesNone: certificates.either('A certificate where TLS is passed through', 'costs Programmed', 'does no harm'),
  certificateOverKinds: certificates.either('Bad certificate and bad route kind together', 'the certificate is told', 'the route kind is told'),
  overlappingTls: certificates.list('Protocols compared for OverlappingTLSConfig', 'none'),
  mapped: (mapped) => mappedListenerRows(mapped),
}

export function listenerRows(choices: ListenerStatusChoices, unasked: readonly (keyof ListenerStatusChoices)[]): Row[] {
  return rowsOf(WORDS, choices, unasked)
}

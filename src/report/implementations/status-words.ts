import type { Implementation } from '../../gateway/implementation.ts'
import type { KeyPairChoices } from '../../gateway/listener-choices.ts'
import type { StatusChoices } from '../../gateway/status-choices.ts'
import type { GrantChoices } from '../../gateway/status-procedures.ts'
import { backendRows } from './backend-words.ts'
import { CA } from './ca-words.ts'
import { listenerRows } from './listener-words.ts'
import { MESH_NAME, meshRows } from './mesh-words.ts'
import { gatewayCheckWords } from './own-check-words.ts'
import { policyRows } from './policy-words.ts'
import { routeRows } from './route-words.ts'
import { kindWords, listed, nothing, type Phrases, phraseOf, type Row, rowsOf, type Say, sayings, type Words } from './row.ts'
import { type Unasked, unaskedOf } from './unasked.ts'

const gateways = sayings('Classes and Gateways')
const certificates = sayings('Certificates')
const mesh = sayings('Mesh')
const sets = sayings('ListenerSets')
const backends = sayings('Backends')

const parameters = (what: string): Say<StatusChoices['classParameters']> =>
  gateways.answer(what, (kinds) =>
    kinds === undefined ? 'any kind that exists' : kinds === 'ignored' ? 'are not read' : listed(kinds.map(kindWords), 'none'),
  )

const NOT_PROGRAMMED: Phrases<NonNullable<StatusChoices['notProgrammed']>> = {
  unusableAddresses: (types) => (types.length > 0 ? `with an address of type ${types.join(', ')}` : undefined),
  withoutListeners: (yes) => (yes ? 'without a listener to serve' : undefined),
}

const DEPRECATED: Phrases<NonNullable<StatusChoices['deprecatedAnnotation']>> = {
  name: (name) => `${name}, where its addresses name Services`,
  reason: (reason) => reason,
}

const KEY_PAIR: Phrases<KeyPairChoices> = {
  keys: (keys) => `with ${keys.map(([certificate, key]) => `${certificate} and ${key}`).join(', or ')}, whatever its type`,
}

const GRANTS: Phrases<GrantChoices> = {
  to: (kinds) => `permit only ${listed(kinds.map(kindWords), 'nothing')}`,
  lastOfKind: (yes) => (yes ? 'of several entries for one kind the last counts' : 'every entry counts'),
}

const LOADING: Phrases<NonNullable<StatusChoices['loading']>> = {
  mirrorsNotLoaded: (kinds) =>
    `absent Secrets and ConfigMaps, and mirrors of ${listed(kinds, 'no kind')}; the first grant that fits but for its group decides`,
}

const words = (unasked: Unasked): Words<StatusChoices> => ({
  classParameters: parameters('Parameters of a class'),
  protocolsByParameters: gateways.answer('A field of them that narrows protocols', (by) =>
    by ? `${by.field}: true leaves ${listed(by.protocols, 'none')}` : 'none',
  ),
  gatewayParameters: parameters('Parameters of a Gateway'),
  badParametersServe: gateways.either('A Gateway with bad parameters', 'is not Accepted, and served all the same', 'is refused as a whole'),
  gatewaysImplemented: gateways.either(
    'Gateways and their classes',
    'are implemented',
    'are no longer implemented, nor routes as far as they name one',
    'are implemented',
  ),
  classParametersClusterScoped: gateways.either('A namespace in the parameters of a class', 'is refused', 'is taken'),
  programmedWithListeners: gateways.either(
    'Programmed of a Gateway',
    'is False with Invalid where a listener is not programmed',
    'does not rest on that of every listener',
  ),
  ownChecks: gateways.answer('Status of a Gateway is written where', gatewayCheckWords),
  secretNamespaces: certificates.list('Namespaces that Secrets are read from', 'none', 'all'),
  mesh: (mesh) => meshRows(mesh),
  meshName: mesh.answer('The mesh of an object', (name) => (name ? phraseOf(MESH_NAME, name, ', ') : 'there is but one')),
  meshBackends: (own) => (own ? backendRows(own, 'Mesh') : [mesh.row('Backends of such routes', 'as behind a Gateway')]),
  remote: gateways.either('Gateways of the class', 'are accepted, and otherwise left alone', 'are judged'),
  nameSuffices: gateways.either(
    'A built-in class name whose object is of another controller',
    'is served by this one all the same',
    'belongs to that controller',
  ),
  gatewayAccepted: gateways.oneOfOr(
    'A Gateway is Accepted',
    { always: 'whatever its listeners are', 'one sound': 'where one listener of its own is without fault' },
    'where one listener is Accepted',
  ),
  deprecatedAnnotation: gateways.answer('Annotation that refuses a Gateway', (annotation) =>
    annotation ? phraseOf(DEPRECATED, annotation) : 'none',
  ),
  addressesNameServices: gateways.either('Addresses of a Gateway', 'name Services by Hostname, save for a single IPAddress', 'name no Services'),
  addressTypes: gateways.answer('Address types', (types) => (types === 'ignored' ? 'are not read' : listed(types, 'none'))),
  domainAddresses: gateways.either('Address types with a domain prefix', 'are taken', 'are refused'),
  gatewayResolvesRefs: gateways.oneOfOr(
    'ResolvedRefs of a Gateway',
    { always: 'is always written', never: 'is never written' },
    'is written where it has `tls` and is not refused as a whole',
  ),
  notProgrammed: gateways.answer('A Gateway is certainly not Programmed', (not) => {
    return not ? phraseOf(NOT_PROGRAMMED, not) : 'never: only a running data plane can tell'
  }),
  // Told of the implementation, whether it has a status or not.
  mapped: nothing,
  refusesListenerSets: sets.either(
    'ListenerSets of a Gateway of the class',
    'are refused, whatever the Gateway allows',
    'are let in as the Gateway allows',
  ),
  setsOfRefusedGateway: sets.oneOf('ListenerSets of a Gateway that is refused as a whole', {
    Accepted: 'are Accepted',
    ParentNotAccepted: 'are refused with ParentNotAccepted',
    'as the Gateway': 'are refused for its reason, which Programmed of the Gateway has as well',
  }),
  keyPairs: certificates.answer('A Secret is a key pair', (pairs) =>
    pairs ? phraseOf(KEY_PAIR, pairs) : 'of type kubernetes.io/tls, with both keys, that is valid now',
  ),
  frontendUnread: certificates.either('CA certificates for clients (tls.frontend)', 'are not read', 'are read'),
  frontendCa: (ca) => rowsOf(CA(certificates, 'CA certificates for clients'), ca),
  frontendOnGateway: certificates.answer('Bad CA certificates for clients, in ResolvedRefs of the Gateway', (reason) => reason ?? 'not told'),
  clientCertificate: certificates.oneOfOr(
    'The certificate for backends (tls.backend)',
    { 'before the grant': 'is looked at before its grant', unread: 'is not read' },
    'is looked at after its grant',
  ),
  coreAlias: certificates.either('The group `core` for a Secret', 'is taken for the group without a name', 'is another group'),
  grants: backends.answer('ReferenceGrants', (grants) => (grants ? phraseOf(GRANTS, grants) : 'are read as the specification says')),
  loading: backends.answer('References whose target is not loaded', (loading) =>
    loading ? `do not count: ${phraseOf(LOADING, loading)}` : 'are judged as any other',
  ),
  listeners: (listeners) => listenerRows(listeners, unasked.listeners),
  routes: (routes) => routeRows(routes, unasked.routes),
  backends: (own) => backendRows(own),
  policies: (policies) => policyRows(policies, unasked.policies),
})

/** How the status comes about; one row where none is predicted. */
export function statusRows(implementation: Implementation): Row[] {
  const { status } = implementation
  if (!status) return [gateways.row('Status', 'is not predicted')]
  const unasked = unaskedOf(implementation, status)
  return [gateways.row('Status', 'is predicted'), ...rowsOf(words(unasked), status, unasked.status)]
}

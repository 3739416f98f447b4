import type { Implementation } from '../../gateway/implementation.ts'
import type { ListenerStatusChoices } from '../../gateway/listener-choices.ts'
import type { RouteStatusChoices } from '../../gateway/route-choices.ts'
import type { PolicyStatusChoices, StatusChoices } from '../../gateway/status-choices.ts'

/** Fields that have a value and decide nothing, as another procedure has taken their place. */
export interface Unasked {
  readonly status: readonly (keyof StatusChoices)[]
  readonly listeners: readonly (keyof ListenerStatusChoices)[]
  readonly routes: readonly (keyof RouteStatusChoices)[]
  readonly policies: readonly (keyof PolicyStatusChoices)[]
}

const NONE: Unasked = { status: [], listeners: [], routes: [], policies: [] }

// Of a Gateway that is mapped onto a proxy nothing is looked at but its listeners.
const MAPPED: Unasked = {
  ...NONE,
  status: [
    'addressTypes',
    'addressesNameServices',
    'badParametersServe',
    'classParameters',
    'clientCertificate',
    'deprecatedAnnotation',
    'domainAddresses',
    'frontendCa',
    'frontendOnGateway',
    'frontendUnread',
    'gatewayAccepted',
    'gatewayParameters',
    'gatewayResolvesRefs',
    'keyPairs',
    'classParametersClusterScoped',
    'programmedWithListeners',
    'secretNamespaces',
    'nameSuffices',
    'refusesListenerSets',
    'setsOfRefusedGateway',
  ],
  listeners: [
    'acceptedWhenFaulty',
    'certificateOverKinds',
    'faultyInConflicts',
    'needsCertificate',
    'passthroughTakesNone',
    'someCertificatesBad',
    'uniqueAlgorithms',
  ],
  routes: ['closestListener', 'countedOnce', 'lastError', 'oneRule', 'portsShareEntry', 'read', 'refusedNotCounted'],
}

// Each check sets a condition of its own, so that none has to give way to another.
const EACH: Unasked = {
  ...NONE,
  listeners: ['acceptedWhenFaulty', 'certificateOverKinds', 'needsCertificate', 'passthroughTakesNone', 'someCertificatesBad', 'uniqueAlgorithms'],
}

// Each listener is compared with those before it, whosever they are and whatever the conflict.
const BY_ORDER: Unasked = { ...NONE, listeners: ['clashInOneSet', 'conflictSettledFirst', 'secondL4'] }

const NO_MESH: Unasked = { ...NONE, status: ['meshBackends'] }
const ADDRESSES: Unasked = { ...NONE, status: ['addressTypes', 'domainAddresses'] }
const FRONTEND: Unasked = { ...NONE, status: ['frontendCa', 'frontendOnGateway'] }
const LAST_ERROR: Unasked = { ...NONE, routes: ['oneRule', 'refusedNotCounted'] }
// The first fault ends it.
const FIRST_FAULT: Unasked = {
  ...NONE,
  listeners: [
    'certificateOverKinds',
    'clashInOneSet',
    'needsCertificate',
    'passthroughTakesNone',
    'secondL4',
    'someCertificatesBad',
    'uniqueAlgorithms',
  ],
}

// Only routes whose parent is a Service are left.
const NO_GATEWAYS: Unasked = {
  ...MAPPED,
  status: [...MAPPED.status, 'coreAlias', 'listeners', 'mapped', 'notProgrammed', 'ownChecks', 'policies', 'remote'],
}

// What no ListenerSet can come to.
const NO_SETS: Unasked = { ...NONE, status: ['refusesListenerSets'], listeners: ['clashInOneSet'] }
const UNWRITTEN: Unasked = { ...NONE, policies: ['ca', 'byTarget', 'ancestorAsWritten', 'loserResolvesRefs', 'portsShareAncestor'] }
const BY_TARGET: Unasked = { ...NONE, policies: ['ancestorAsWritten', 'loserResolvesRefs', 'portsShareAncestor'] }

/** What is left out of the table of such a status. */
export function unaskedOf({ listeners: { losers }, listenerSets }: Implementation, status: StatusChoices): Unasked {
  const { mapped, mesh, gatewaysImplemented, addressesNameServices, frontendUnread, listeners, routes, policies } = status
  const all = [
    ...(mesh ? [] : [NO_MESH]),
    ...(mapped ? [MAPPED] : []),
    ...(gatewaysImplemented === false ? [NO_GATEWAYS] : []),
    ...(listeners.conditionsOf === 'the first fault' ? [FIRST_FAULT] : []),
    ...(listeners.each ? [EACH] : []),
    ...(losers === 'later' ? [BY_ORDER] : []),
    ...(listenerSets ? [] : [NO_SETS]),
    ...(addressesNameServices ? [ADDRESSES] : []),
    ...(frontendUnread ? [FRONTEND] : []),
    ...(routes.lastError ? [LAST_ERROR] : []),
    ...(policies.unwritten ? [UNWRITTEN] : []),
    ...(policies.byTarget ? [BY_TARGET] : []),
  ]
  return {
    status: all.flatMap((one) => one.status),
    listeners: all.flatMap((one) => one.listeners),
    routes: all.flatMap((one) => one.routes),
    policies: all.flatMap((one) => one.policies),
  }
}
